package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.BarTerminal;
import io.sealcharge.platform.app.admin.BlockVoucher;
import io.sealcharge.platform.app.admin.GetChannel;
import io.sealcharge.platform.app.admin.GrantCredit;
import io.sealcharge.platform.app.admin.InspectVoucher;
import io.sealcharge.platform.app.admin.LiftBar;
import io.sealcharge.platform.app.admin.ListAllProducts;
import io.sealcharge.platform.app.admin.ListBars;
import io.sealcharge.platform.app.admin.ListChannels;
import io.sealcharge.platform.app.admin.PutChannel;
import io.sealcharge.platform.app.admin.PutChannelLimits;
import io.sealcharge.platform.app.admin.PutChannelProduct;
import io.sealcharge.platform.app.admin.PutProduct;
import io.sealcharge.platform.app.admin.RemoveChannelProduct;
import io.sealcharge.platform.app.admin.ResumeChannel;
import io.sealcharge.platform.app.admin.SuspendChannel;
import java.util.ArrayList;
import java.util.List;

/** All that operators can ask for. */
public record AdminUseCases(
        ListAllProducts listAllProducts,
        PutProduct putProduct,
        ListChannels listChannels,
        GetChannel getChannel,
        PutChannel putChannel,
        SuspendChannel suspendChannel,
        ResumeChannel resumeChannel,
        PutChannelProduct putChannelProduct,
        RemoveChannelProduct removeChannelProduct,
        PutChannelLimits putChannelLimits,
        GrantCredit grantCredit,
        ListBars listBars,
        BarTerminal barTerminal,
        LiftBar liftBar,
        InspectVoucher inspectVoucher,
        BlockVoucher blockVoucher,
        BatchUseCases batches) {

    List<ApiRoute> routes() {
        List<ApiRoute> routes = new ArrayList<>(List.of(
                new ListAllProductsRoute(listAllProducts),
                new PutProductRoute(putProduct),
                new ListChannelsRoute(listChannels),
                new GetChannelRoute(getChannel),
                new PutChannelRoute(putChannel),
                new SuspendChannelRoute(suspendChannel),
                new ResumeChannelRoute(resumeChannel),
                new PutChannelProductRoute(putChannelProduct),
                new RemoveChannelProductRoute(removeChannelProduct),
                new PutChannelLimitsRoute(putChannelLimits),
                new GrantCreditRoute(grantCredit),
                new ListBarsRoute(listBars),
                new BarTerminalRoute(barTerminal),
                new LiftBarRoute(liftBar),
                new InspectVoucherRoute(inspectVoucher),
                new BlockVoucherRoute(blockVoucher)));
        routes.addAll(batches.routes());
        return routes;
    }
}
