package io.sealcharge.platform.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Optional;

/** Reads the books in one snapshot and compares every sale, recharge, voucher and balance with the postings. */
public final class MoneyAudit {
    private static final String SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";
    /** It reads everything: that takes as long as it takes. */
    private static final String UNHURRIED = "SET LOCAL statement_timeout = 0";

    /**
     * Each table as a whole, once. A table that grew since its statistics were taken looks small, and row by row the same
     * checks would take hours.
     */
    private static final String READING_ALL =
            "SET LOCAL enable_seqscan = on; SET LOCAL enable_bitmapscan = on; SET LOCAL enable_nestloop = off;"
                    + " SET LOCAL work_mem = '64MB'";

    private final Database database;

    public MoneyAudit(Database database) {
        this.database = database;
    }

    /**
     * What the audit found.
     *
     * @param at when the snapshot was taken
     * @param firstDifference empty if the books are sound
     */
    public record Report(
            Instant at,
            long purchases,
            long vouchers,
            long recharges,
            long postings,
            int checks,
            Optional<Difference> firstDifference) {}

    /** @param words for the operator; holds serial numbers and phone numbers, no secret */
    public record Difference(String check, String words) {}

    /** Fails with UnavailableException if the database is away. */
    public Future<Report> run() {
        return database.transaction(connection -> connection
                        .query(SNAPSHOT)
                        .execute()
                        .compose(done -> connection.query(UNHURRIED).execute())
                        .compose(done -> connection.query(READING_ALL).execute())
                        .compose(done -> connection.query(MoneyAuditSql.COUNTS).execute())
                        .compose(rows -> firstDifference(connection, 0)
                                .map(difference -> report(rows.iterator().next(), difference))))
                .recover(failure -> Future.failedFuture(SqlFault.forPort(failure)));
    }

    private static Future<Optional<Difference>> firstDifference(SqlConnection connection, int index) {
        if (index == MoneyAuditSql.CHECKS.size()) {
            return Future.succeededFuture(Optional.empty());
        }
        MoneyAuditSql.Check check = MoneyAuditSql.CHECKS.get(index);
        String first = "SELECT difference FROM (" + check.sql() + ") AS differences ORDER BY difference LIMIT 1";
        return connection
                .query(first)
                .execute()
                .compose(rows -> rows.size() == 0
                        ? firstDifference(connection, index + 1)
                        : Future.succeededFuture(Optional.of(new Difference(
                                check.name(), rows.iterator().next().getString("difference")))));
    }

    private static Report report(Row counts, Optional<Difference> difference) {
        return new Report(
                SqlValues.instant(counts, "at"),
                counts.getLong("purchases"),
                counts.getLong("vouchers"),
                counts.getLong("recharges"),
                counts.getLong("postings"),
                MoneyAuditSql.CHECKS.size(),
                difference);
    }
}
