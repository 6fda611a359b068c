package io.sealcharge.platform.keys;

import io.sealcharge.envelope.StockContent;
import io.sealcharge.envelope.StockFile;
import io.sealcharge.envelope.UnreadableEnvelopeException;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.platform.domain.ImportedRow;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.StockRules;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Opens a file of foreign PINs and makes vouchers for the stock of its rows. The clear text stays here and is wiped when
 * the last row is done, or the import fails.
 */
final class StockImport {
    /** Rows that one piece of work on the HSM's thread judges, so that others get through. */
    private static final int ROWS_PER_PIECE = 16;
    /** Rows that are handed on together. */
    private static final int ROWS_HANDED_ON = 256;

    /** Begins unlike a PIN, which the same key indexes. */
    private static final byte[] DIGEST_LABEL = "sealcharge stock file v1".getBytes(StandardCharsets.US_ASCII);

    private final HsmCalls hsm;
    private final Supplier<KeySnapshot> keys;

    StockImport(HsmCalls hsm, Supplier<KeySnapshot> keys) {
        this.hsm = hsm;
        this.keys = keys;
    }

    Future<OptionalInt> run(StockFile file, StockRules rules, Function<List<ImportedRow>, Future<Void>> sink) {
        Optional<KeyId> key = keys.get().stockImportKeyOf(file.kid());
        if (key.isEmpty()) {
            return Future.succeededFuture(OptionalInt.empty());
        }
        return hsm.submit(
                        "open a stock file",
                        device -> open(device, file, key.get()),
                        (device, late) -> late.ifPresent(StockContent::close))
                .compose(opened -> opened.isEmpty()
                        ? Future.succeededFuture(OptionalInt.empty())
                        : rows(opened.get(), rules, sink).map(OptionalInt::of));
    }

    /** What tells this content from another: HMAC under the newest pin-index key. */
    Future<Outcome<byte[]>> digest(StockFile file) {
        KeySnapshot snapshot = keys.get();
        Optional<KeyId> key = snapshot.stockImportKeyOf(file.kid());
        if (key.isEmpty()) {
            return Future.succeededFuture(Outcome.refused(Refusal.STOCK_KEY_UNKNOWN));
        }
        return hsm.submit("digest a stock file", device -> {
            Optional<StockContent> opened = open(device, file, key.get());
            if (opened.isEmpty()) {
                return Outcome.refused(Refusal.STOCK_FILE_UNREADABLE);
            }
            try (StockContent content = opened.get()) {
                byte[] lines = Sha256.of(content.bytes());
                byte[] input = Arrays.copyOf(DIGEST_LABEL, DIGEST_LABEL.length + lines.length);
                System.arraycopy(lines, 0, input, DIGEST_LABEL.length, lines.length);
                return Outcome.done(device.mac(snapshot.newest(KeyRole.PIN_INDEX), input));
            }
        });
    }

    private static Optional<StockContent> open(Hsm device, StockFile file, KeyId key) {
        try {
            return Optional.of(file.open(HsmEnvelopeOpener.of(device, key)));
        } catch (UnreadableEnvelopeException unreadable) {
            return Optional.empty();
        }
    }

    private Future<Integer> rows(
            StockContent content, StockRules rules, Function<List<ImportedRow>, Future<Void>> sink) {
        StockRows rows = new StockRows(content.bytes(), rules);
        return handOn(rows, sink).map(done -> rows.count()).onComplete(done -> content.close());
    }

    private Future<Void> handOn(StockRows rows, Function<List<ImportedRow>, Future<Void>> sink) {
        return judge(rows, new ArrayList<>())
                .compose(judged -> judged.isEmpty()
                        ? Future.succeededFuture()
                        : sink.apply(judged).compose(taken -> handOn(rows, sink)));
    }

    /** The next rows to hand on; none once the file is at its end. */
    private Future<List<ImportedRow>> judge(StockRows rows, List<ImportedRow> judged) {
        if (rows.atEnd() || judged.size() >= ROWS_HANDED_ON) {
            return Future.succeededFuture(List.copyOf(judged));
        }
        return hsm.submit("import PINs", device -> rows.next(device, keys.get(), ROWS_PER_PIECE))
                .compose(more -> {
                    judged.addAll(more);
                    return judge(rows, judged);
                });
    }
}
