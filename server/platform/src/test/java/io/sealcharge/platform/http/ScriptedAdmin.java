package io.sealcharge.platform.http;

import io.sealcharge.platform.app.ChannelStore;
import io.sealcharge.platform.app.Ids;
import io.sealcharge.platform.app.Keys;
import io.sealcharge.platform.app.admin.BarTerminal;
import io.sealcharge.platform.app.admin.BlockVoucher;
import io.sealcharge.platform.app.admin.GetChannel;
import io.sealcharge.platform.app.admin.GrantCredit;
import io.sealcharge.platform.app.admin.InspectVoucher;
import io.sealcharge.platform.app.admin.LiftBar;
import io.sealcharge.platform.app.admin.ListAllProducts;
import io.sealcharge.platform.app.admin.ListBars;
import io.sealcharge.platform.app.admin.ListChannels;
import io.sealcharge.platform.app.admin.OperatorDesk;
import io.sealcharge.platform.app.admin.PutChannel;
import io.sealcharge.platform.app.admin.PutChannelLimits;
import io.sealcharge.platform.app.admin.PutChannelProduct;
import io.sealcharge.platform.app.admin.PutProduct;
import io.sealcharge.platform.app.admin.RemoveChannelProduct;
import io.sealcharge.platform.app.admin.ResumeChannel;
import io.sealcharge.platform.app.admin.SuspendChannel;
import java.time.InstantSource;

/** Operators' use cases over stores that tests script. */
final class ScriptedAdmin {
    final ScriptedProducts products = new ScriptedProducts();
    final ScriptedAdminChannels channels = new ScriptedAdminChannels();
    final ScriptedBarsAndVouchers rest = new ScriptedBarsAndVouchers();

    final ScriptedBatches batches = new ScriptedBatches();

    AdminUseCases useCases(ChannelStore clients, Keys keys, Ids ids, InstantSource clock) {
        OperatorDesk desk = new OperatorDesk(clients, ids, clock);
        return new AdminUseCases(
                new ListAllProducts(desk, products),
                new PutProduct(desk, products),
                new ListChannels(desk, channels),
                new GetChannel(desk, channels),
                new PutChannel(desk, channels),
                new SuspendChannel(desk, channels),
                new ResumeChannel(desk, channels),
                new PutChannelProduct(desk, channels),
                new RemoveChannelProduct(desk, channels),
                new PutChannelLimits(desk, channels),
                new GrantCredit(desk, channels),
                new ListBars(desk, rest.bars),
                new BarTerminal(desk, rest.bars),
                new LiftBar(desk, rest.bars),
                new InspectVoucher(desk, rest.vouchers),
                new BlockVoucher(desk, rest.vouchers),
                batches.useCases(desk, keys, clock));
    }

    int writes() {
        return products.acts.size() + channels.acts.size() + rest.acts.size() + batches.acts.size();
    }
}
