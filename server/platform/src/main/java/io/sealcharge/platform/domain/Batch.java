package io.sealcharge.platform.domain;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Vouchers of one product that were made together.
 *
 * @param id chosen by the operator
 * @param quantity vouchers it is to have; of an import that is under way, those it has by now
 * @param produced vouchers it has by now
 * @param refused rows of the imported file that were refused by now
 * @param expiresAt printed on its vouchers; null if a voucher expires by its sale
 * @param task what is being done to its vouchers, or null
 */
public record Batch(
        String id,
        String product,
        Origin origin,
        BatchState state,
        int quantity,
        int produced,
        int refused,
        @Nullable Instant expiresAt,
        Instant createdAt,
        @Nullable Task task) {

    /** Where its PINs come from. */
    public enum Origin {
        /** Minted by the HSM. */
        GENERATED,
        /** A file of foreign PINs. */
        IMPORTED;

        /** The name in tables and answers. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Work on a batch's vouchers, piece by piece.
     *
     * @param done steps of {@code total}; of an import, lines judged
     * @param total 0 where it is not known ahead
     */
    public record Task(Kind kind, int done, int total) {

        /** What is done. */
        public enum Kind {
            GENERATE,
            /** Goes on only when the file is sent again. */
            IMPORT,
            /** Checks each voucher, then puts each into stock: two steps a voucher. */
            VALIDATE,
            /** Takes back what was not sold. */
            VOID;

            /** The name in tables and answers. */
            public String label() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /**
     * A change of state, or a try that failed, for the record.
     *
     * @param from null for the first state
     * @param actor operator's client
     */
    public record Event(@Nullable BatchState from, BatchState to, String actor, String reason, Instant at) {}
}
