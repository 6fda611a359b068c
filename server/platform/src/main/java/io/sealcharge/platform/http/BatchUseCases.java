package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.ActivateBatch;
import io.sealcharge.platform.app.admin.CreateBatch;
import io.sealcharge.platform.app.admin.GetBatch;
import io.sealcharge.platform.app.admin.GetStockImportKey;
import io.sealcharge.platform.app.admin.ImportBatch;
import io.sealcharge.platform.app.admin.ListBatchRefusals;
import io.sealcharge.platform.app.admin.ListBatches;
import io.sealcharge.platform.app.admin.ListStockLevels;
import io.sealcharge.platform.app.admin.LockBatch;
import io.sealcharge.platform.app.admin.ValidateBatch;
import io.sealcharge.platform.app.admin.VoidBatch;
import java.util.List;

/** All that operators can ask for about batches and stock. */
public record BatchUseCases(
        CreateBatch createBatch,
        ImportBatch importBatch,
        ListBatches listBatches,
        GetBatch getBatch,
        ListBatchRefusals listBatchRefusals,
        ValidateBatch validateBatch,
        ActivateBatch activateBatch,
        LockBatch lockBatch,
        VoidBatch voidBatch,
        ListStockLevels listStockLevels,
        GetStockImportKey getStockImportKey) {

    List<ApiRoute> routes() {
        return List.of(
                new CreateBatchRoute(createBatch),
                new ImportBatchRoute(importBatch),
                new ListBatchesRoute(listBatches),
                new GetBatchRoute(getBatch),
                new ListBatchRefusalsRoute(listBatchRefusals),
                new ValidateBatchRoute(validateBatch),
                new ActivateBatchRoute(activateBatch),
                new LockBatchRoute(lockBatch),
                new VoidBatchRoute(voidBatch),
                new ListStockLevelsRoute(listStockLevels),
                new GetStockImportKeyRoute(getStockImportKey));
    }
}
