package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.AccountStore;
import io.sealcharge.platform.domain.AccountLimits;
import io.sealcharge.platform.domain.ChannelListing;
import io.sealcharge.platform.domain.StatementEntry;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link AccountStore} on PostgreSQL; its statements are in {@link AccountSql}. */
public final class PgAccountStore implements AccountStore {
    private final Database database;

    public PgAccountStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<List<ChannelListing.Account>> accounts(String channel, LocalDate today) {
        return database.read(AccountSql.ACCOUNTS, Tuple.of(channel, today))
                .map(rows -> rows.stream().map(PgAccountStore::account).toList());
    }

    @Override
    public Future<List<StatementEntry>> statement(Span span, int most) {
        Tuple parameters = Tuple.tuple()
                .addString(span.channel())
                .addString(span.currency())
                .addLong(span.after().after())
                .addLong(span.after().balanceMinor())
                .addOffsetDateTime(timestamp(span.from()))
                .addOffsetDateTime(timestamp(span.before()))
                .addInteger(most);
        return database.read(AccountSql.STATEMENT, parameters)
                .map(rows -> rows.stream().map(PgAccountStore::entry).toList());
    }

    private static @Nullable OffsetDateTime timestamp(@Nullable Instant time) {
        return time == null ? null : SqlValues.timestamp(time);
    }

    private static ChannelListing.Account account(Row row) {
        return new ChannelListing.Account(
                new AccountLimits(
                        row.getString("currency"),
                        row.getLong("credit_limit_minor"),
                        row.getLong("order_cap_minor"),
                        row.getLong("day_cap_minor")),
                row.getLong("balance_minor"),
                row.getLong("spent_minor"));
    }

    private static StatementEntry entry(Row row) {
        return new StatementEntry(
                row.getLong("id"),
                StatementEntry.Kind.ofLabel(row.getString("kind")),
                row.getLong("amount_minor"),
                row.getString("currency"),
                row.getLong("balance_minor"),
                row.getString("act_id"),
                row.getString("reference"),
                SqlValues.instant(row, "posted_at"));
    }
}
