package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.AdminAct;
import io.sealcharge.platform.domain.Batch;
import io.sealcharge.platform.domain.ImportedRow;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.StockRules;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Batches that are made from files of foreign PINs. Failures: UnavailableException. */
public interface BatchImportStore {

    /**
     * Writes a batch without vouchers, or takes over an import of the same file that has not ended, whoever is at it.
     *
     * @return Done with where the import stands; Done replayed, if it has ended, and then the act is not written; or
     *     Refused with REFERENCE_REUSED, PRODUCT_UNKNOWN, EXPIRY_PASSED
     */
    Future<Outcome<Standing>> begin(NewImport order, AdminAct act);

    /**
     * An import to be done.
     *
     * @param expiresAt printed on its vouchers; null if they expire by their sale
     * @param requestDigest SHA-256 over the decoded fields of the request, the file's keyed digest among them
     */
    record NewImport(String id, String product, @Nullable Instant expiresAt, byte[] requestDigest) {}

    /**
     * Where an import stands.
     *
     * @param attempt the act of the request that goes on with it, which is the latest one
     * @param lines of the file that have been judged
     * @param rules what its rows must look like
     */
    record Standing(Batch batch, UUID attempt, int lines, StockRules rules) {}

    /**
     * Adds the next rows of the file: vouchers, and refusals of those rows that break a rule or are in stock already.
     *
     * @param rows in the order of their lines, the first one being the next to be judged
     * @return false if a later request has taken the import over, or the batch was given up; nothing was written then
     */
    Future<Boolean> add(Standing standing, List<ImportedRow> rows, Instant at);

    /**
     * Ends an import.
     *
     * @return Done with the whole batch; or Refused with IMPORT_SUPERSEDED if it was taken over or given up
     */
    Future<Outcome<Batch>> finish(Standing standing);
}
