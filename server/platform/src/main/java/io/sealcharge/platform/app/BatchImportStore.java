package io.sealcharge.platform.app;

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
     * @return Done with where the import stands; Done replayed, if it has ended; or Refused with REFERENCE_REUSED,
     *     PRODUCT_UNKNOWN
     */
    Future<Outcome<Standing>> begin(NewImport order);

    /**
     * An import to be done.
     *
     * @param attempt of this request: the latest one goes on
     * @param expiresAt printed on its vouchers; null if they expire by their sale
     * @param requestDigest SHA-256 over the decoded fields of the request, the file's keyed digest among them
     * @param actor operator's client
     */
    record NewImport(
            String id,
            UUID attempt,
            String product,
            @Nullable Instant expiresAt,
            byte[] requestDigest,
            String actor,
            Instant at) {}

    /**
     * Where an import stands.
     *
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
     * @return Done with the whole batch; or Refused with STATE_CONFLICT if it was taken over or given up
     */
    Future<Outcome<Batch>> finish(Standing standing);
}
