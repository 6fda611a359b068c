package io.sealcharge.platform.domain;

import java.time.Instant;
import java.util.Locale;

/**
 * One posting of a channel's credit account, as the channel's statement shows it.
 *
 * @param id of the posting; those of one account follow each other in the order in which they were booked
 * @param amountMinor more than 0 if it came in, less than 0 if it went out
 * @param currency ISO 4217
 * @param balanceMinor of the account after it
 * @param actId of the purchase or credit grant that moved the money
 * @param reference the caller's name for that act
 */
public record StatementEntry(
        long id,
        Kind kind,
        long amountMinor,
        String currency,
        long balanceMinor,
        String actId,
        String reference,
        Instant postedAt) {

    /** What moves money on a channel's credit account. */
    public enum Kind {
        CREDIT_GRANT,
        /** The part of a purchase's price that face value takes up. */
        SALE,
        /** What a purchase's price exceeds the face value by. */
        SURCHARGE,
        /** What the channel earns by a purchase. */
        COMMISSION;

        /** The name on the wire and in the database. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Kind ofLabel(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }
}
