package io.sealcharge.platform.app.admin;

import io.sealcharge.envelope.StockFile;
import io.sealcharge.platform.app.BatchImportStore;
import io.sealcharge.platform.app.BatchImportStore.NewImport;
import io.sealcharge.platform.app.BatchImportStore.Standing;
import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.app.Keys;
import io.sealcharge.platform.app.RequestDigest;
import io.sealcharge.platform.domain.AdminAct;
import io.sealcharge.platform.domain.AdminAct.Deed;
import io.sealcharge.platform.domain.Batch;
import io.sealcharge.platform.domain.ImportedRow;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a batch of a file of foreign PINs. What has been judged of it stays when the platform dies: the same file under
 * the same id goes on where it stood.
 */
public final class ImportBatch {
    private final OperatorDesk desk;
    private final BatchImportStore imports;
    private final Keys keys;
    private final InstantSource clock;

    public ImportBatch(OperatorDesk desk, BatchImportStore imports, Keys keys, InstantSource clock) {
        this.desk = desk;
        this.imports = imports;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * A batch to be imported.
     *
     * @param expiresAt printed on its vouchers; null if each expires by its sale
     */
    public record Order(String id, String product, @Nullable Instant expiresAt) {}

    /**
     * @return Done with the whole batch; Done replayed if it was imported before; or Refused with STOCK_KEY_UNKNOWN,
     *     STOCK_FILE_UNREADABLE, PRODUCT_UNKNOWN, EXPIRY_PASSED, REFERENCE_REUSED, IMPORT_SUPERSEDED,
     *     CHANNEL_SUSPENDED. Fails with UnavailableException; what was judged by then stays judged.
     */
    public Future<Outcome<Batch>> execute(Caller caller, Order order, StockFile file) {
        Instant expiresAt = order.expiresAt();
        Deed deed = Deed.of("importBatch", order.id())
                .with("product", order.product())
                .with("kid", file.kid());
        Deed dated = expiresAt == null ? deed : deed.with("expiresAt", expiresAt);
        return desk.act(
                caller,
                dated,
                act -> keys.stockFileDigest(file).compose(digest -> switch (digest) {
                    case Outcome.Done<byte[]>(byte[] content, boolean replayed) -> begin(order, content, act, file);
                    case Outcome.Refused<byte[]>(Refusal refusal) -> Future.succeededFuture(Outcome.refused(refusal));
                }));
    }

    private Future<Outcome<Batch>> begin(Order order, byte[] content, AdminAct act, StockFile file) {
        Instant expiresAt = order.expiresAt();
        byte[] digest = RequestDigest.of("import")
                .text(order.id())
                .text(order.product())
                .number(expiresAt == null ? 0 : expiresAt.toEpochMilli())
                .text(HexFormat.of().formatHex(content))
                .sum();
        return imports.begin(new NewImport(order.id(), order.product(), expiresAt, digest), act)
                .compose(begun -> switch (begun) {
                    case Outcome.Done<Standing>(Standing ended, boolean before)
                    when before -> Future.succeededFuture(Outcome.replayed(ended.batch()));
                    case Outcome.Done<Standing>(Standing standing, boolean before) -> run(standing, file);
                    case Outcome.Refused<Standing>(Refusal refusal) -> Future.succeededFuture(Outcome.refused(refusal));
                });
    }

    private Future<Outcome<Batch>> run(Standing begun, StockFile file) {
        Progress progress = new Progress(begun);
        return keys.importStock(file, begun.rules(), progress::add)
                .compose(rows -> rows.isEmpty()
                        ? Future.succeededFuture(Outcome.<Batch>refused(Refusal.STOCK_FILE_UNREADABLE))
                        : imports.finish(begun))
                .recover(failure -> failure instanceof SupersededException
                        ? Future.succeededFuture(Outcome.refused(Refusal.IMPORT_SUPERSEDED))
                        : Future.failedFuture(failure));
    }

    /** Where this request stands in the file. */
    private final class Progress {
        private Standing standing;

        Progress(Standing begun) {
            this.standing = begun;
        }

        /** Adds those of the rows that were not judged before. */
        Future<Void> add(List<ImportedRow> rows) {
            List<ImportedRow> next =
                    rows.stream().filter(row -> row.line() > standing.lines()).toList();
            if (next.isEmpty()) {
                return Future.succeededFuture();
            }
            return imports.add(standing, next, clock.instant()).compose(added -> {
                if (!added) {
                    return Future.failedFuture(new SupersededException());
                }
                standing = new Standing(
                        standing.batch(), standing.attempt(), next.getLast().line(), standing.rules());
                return Future.succeededFuture();
            });
        }
    }

    /** Ends an import that another request goes on with, or that was given up. */
    private static final class SupersededException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SupersededException() {
            super("the import is in other hands", null, false, false);
        }
    }
}
