package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.ChannelListing;
import io.sealcharge.platform.domain.StatementCursor;
import io.sealcharge.platform.domain.StatementEntry;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What channels have, and how it came about. Failures: UnavailableException. */
public interface AccountStore {
    /**
     * The channel's accounts, ordered by currency.
     *
     * @param today of which purchases are counted, in UTC
     */
    Future<List<ChannelListing.Account>> accounts(String channel, LocalDate today);

    /** The postings of one account in the order in which they were booked, each with the balance after it. */
    Future<List<StatementEntry>> statement(Span span, int most);

    /**
     * Which postings.
     *
     * @param after where the page before ended
     * @param from only those posted then or later; null for all
     * @param before only those posted before then; null for all
     */
    record Span(
            String channel,
            String currency,
            StatementCursor after,
            @Nullable Instant from,
            @Nullable Instant before) {}
}
