package io.sealcharge.platform.app;

import io.sealcharge.platform.app.AccountStore.Span;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Page;
import io.sealcharge.platform.domain.StatementCursor;
import io.sealcharge.platform.domain.StatementEntry;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** What came in and went out on one credit account of the calling channel. */
public final class GetStatement {
    private final AccountStore accounts;
    private final ActiveChannels channels;

    public GetStatement(AccountStore accounts, ChannelStore channels) {
        this.accounts = accounts;
        this.channels = new ActiveChannels(channels);
    }

    /**
     * Which part of which account's statement.
     *
     * @param currency ISO 4217
     * @param from the first day in UTC; null for the beginning
     * @param to the last day in UTC; null for now
     * @param limit postings at most
     */
    public record Order(
            String currency,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            StatementCursor after,
            int limit) {}

    /** @return Done; or Refused with CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<Page<StatementEntry>>> execute(Caller caller, Order order) {
        Span span = new Span(
                caller.channel(),
                order.currency(),
                order.after(),
                order.from() == null ? null : midnight(order.from()),
                order.to() == null ? null : midnight(order.to().plusDays(1)));
        return channels.ifActive(
                caller,
                () -> accounts.statement(span, order.limit() + 1)
                        .map(found -> Outcome.done(Page.of(
                                found,
                                order.limit(),
                                entry -> StatementCursor.behind(entry).toString()))));
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
