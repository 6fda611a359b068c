package io.sealcharge.platform;

import io.sealcharge.platform.app.ChannelStore;
import io.sealcharge.platform.app.Ids;
import io.sealcharge.platform.app.Keys;
import io.sealcharge.platform.app.admin.ActivateBatch;
import io.sealcharge.platform.app.admin.BarTerminal;
import io.sealcharge.platform.app.admin.BlockVoucher;
import io.sealcharge.platform.app.admin.CreateBatch;
import io.sealcharge.platform.app.admin.GetBatch;
import io.sealcharge.platform.app.admin.GetChannel;
import io.sealcharge.platform.app.admin.GetStockImportKey;
import io.sealcharge.platform.app.admin.GrantCredit;
import io.sealcharge.platform.app.admin.ImportBatch;
import io.sealcharge.platform.app.admin.InspectVoucher;
import io.sealcharge.platform.app.admin.LiftBar;
import io.sealcharge.platform.app.admin.ListAllProducts;
import io.sealcharge.platform.app.admin.ListBars;
import io.sealcharge.platform.app.admin.ListBatchRefusals;
import io.sealcharge.platform.app.admin.ListBatches;
import io.sealcharge.platform.app.admin.ListChannels;
import io.sealcharge.platform.app.admin.ListStockLevels;
import io.sealcharge.platform.app.admin.LockBatch;
import io.sealcharge.platform.app.admin.OperatorDesk;
import io.sealcharge.platform.app.admin.PutChannel;
import io.sealcharge.platform.app.admin.PutChannelLimits;
import io.sealcharge.platform.app.admin.PutChannelProduct;
import io.sealcharge.platform.app.admin.PutProduct;
import io.sealcharge.platform.app.admin.RemoveChannelProduct;
import io.sealcharge.platform.app.admin.ResumeChannel;
import io.sealcharge.platform.app.admin.SuspendChannel;
import io.sealcharge.platform.app.admin.ValidateBatch;
import io.sealcharge.platform.app.admin.VoidBatch;
import io.sealcharge.platform.http.AdminUseCases;
import io.sealcharge.platform.http.BatchUseCases;
import io.sealcharge.platform.persistence.Database;
import io.sealcharge.platform.persistence.PgAdminBarStore;
import io.sealcharge.platform.persistence.PgAdminChannelStore;
import io.sealcharge.platform.persistence.PgAdminProductStore;
import io.sealcharge.platform.persistence.PgAdminVoucherStore;
import io.sealcharge.platform.persistence.PgBatchImportStore;
import io.sealcharge.platform.persistence.PgBatchStore;
import java.time.InstantSource;

/**
 * Makes what operators can ask for.
 *
 * @param batchWork is told that there is something to do to a batch
 */
record AdminStart(Database database, Keys keys, Runnable batchWork) {

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
                new BlockVoucher(desk, vouchers),
                batches(desk, clock));
    }

    private BatchUseCases batches(OperatorDesk desk, InstantSource clock) {
        PgBatchStore batches = new PgBatchStore(database);
        return new BatchUseCases(
                new CreateBatch(desk, batches, batchWork),
                new ImportBatch(desk, new PgBatchImportStore(database), keys, clock),
                new ListBatches(desk, batches),
                new GetBatch(desk, batches),
                new ListBatchRefusals(desk, batches),
                new ValidateBatch(desk, batches, batchWork),
                new ActivateBatch(desk, batches),
                new LockBatch(desk, batches),
                new VoidBatch(desk, batches, batchWork),
                new ListStockLevels(desk, batches),
                new GetStockImportKey(desk, keys));
    }
}
