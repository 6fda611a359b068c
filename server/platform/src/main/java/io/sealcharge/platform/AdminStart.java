package io.sealcharge.platform;

import io.sealcharge.platform.app.ChannelStore;
import io.sealcharge.platform.app.Ids;
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
import io.sealcharge.platform.http.AdminUseCases;
import io.sealcharge.platform.persistence.Database;
import io.sealcharge.platform.persistence.PgAdminBarStore;
import io.sealcharge.platform.persistence.PgAdminChannelStore;
import io.sealcharge.platform.persistence.PgAdminProductStore;
import io.sealcharge.platform.persistence.PgAdminVoucherStore;
import java.time.InstantSource;

/** Makes what operators can ask for. */
record AdminStart(Database database) {

    AdminUseCases useCases(ChannelStore clients, Ids ids, InstantSource clock) {
        OperatorDesk desk = new OperatorDesk(clients, ids, clock);
        PgAdminProductStore products = new PgAdminProductStore(database);
        PgAdminChannelStore channels = new PgAdminChannelStore(database);
        PgAdminBarStore bars = new PgAdminBarStore(database);
        PgAdminVoucherStore vouchers = new PgAdminVoucherStore(database);
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
                new ListBars(desk, bars),
                new BarTerminal(desk, bars),
                new LiftBar(desk, bars),
                new InspectVoucher(desk, vouchers),
                new BlockVoucher(desk, vouchers));
    }
}
