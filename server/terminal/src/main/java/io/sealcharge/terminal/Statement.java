package io.sealcharge.terminal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a channel's statement, in the order of booking.
 *
 * @param nextCursor asks for the next page; null at the end
 */
public record Statement(List<Entry> items, @Nullable String nextCursor) {
    public Statement {
        items = List.copyOf(items);
    }

    /**
     * One posting.
     *
     * @param kind credit_grant, sale, surcharge or commission
     * @param amountMinor in minor units of {@code currency} (ISO 4217); less than 0 if it went out
     * @param balanceMinor of the account after it
     * @param actId the purchase's id or the number of the credit grant
     * @param reference of that act
     */
    public record Entry(
            long id,
            String kind,
            long amountMinor,
            String currency,
            long balanceMinor,
            String actId,
            String reference,
            Instant postedAt) {}

    /**
     * Which part of which account's statement.
     *
     * @param from the first day in UTC, YYYY-MM-DD; null for the beginning
     * @param to the last day; null for today
     * @param cursor of the page before; null for the first page
     * @param limit postings at most; null for as many as the platform gives
     */
    public record Query(
            String currency,
            @Nullable String from,
            @Nullable String to,
            @Nullable String cursor,
            @Nullable Integer limit) {}
}
