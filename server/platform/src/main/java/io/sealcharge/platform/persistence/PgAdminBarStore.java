package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.admin.AdminBarStore;
import io.sealcharge.platform.domain.AdminAct;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.TerminalBar;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@link AdminBarStore} on PostgreSQL; its statements are in {@link AdminBarSql}. */
public final class PgAdminBarStore implements AdminBarStore {
    private final Database database;

    public PgAdminBarStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<List<TerminalBar>> list(String channel, String after, int most) {
        return database.read(AdminBarSql.LIST, Tuple.of(channel, after, most))
                .map(rows -> rows.stream().map(PgAdminBarStore::bar).toList());
    }

    @Override
    public Future<Outcome<TerminalBar>> create(TerminalBar bar, AdminAct act) {
        Tuple row = Tuple.of(
                bar.id(),
                bar.channel(),
                bar.terminal(),
                bar.reason(),
                bar.barredBy(),
                SqlValues.timestamp(bar.barredAt()));
        return AdminTransaction.run(
                database,
                act,
                writing -> writing.run(AdminChannelSql.LOCK, Tuple.of(bar.channel()))
                        .compose(rows -> rows.size() == 0
                                ? AdminTransaction.refused(Refusal.NOT_FOUND)
                                : writing.run(AdminBarSql.CREATE, row))
                        // by its id: a repeat after a lost connection finds its own bar
                        .compose(tried -> locked(writing, bar.id()))
                        .compose(found -> found.isEmpty()
                                ? AdminTransaction.refused(Refusal.BAR_EXISTS)
                                : Future.succeededFuture(found.get())));
    }

    @Override
    public Future<Outcome<TerminalBar>> lift(UUID id, TerminalBar.Lift lift, AdminAct act) {
        Tuple row = Tuple.of(id, lift.by(), SqlValues.timestamp(lift.at()), lift.reason());
        return AdminTransaction.run(
                database,
                act,
                writing -> locked(writing, id)
                        .compose(found -> {
                            if (found.isEmpty()) {
                                return AdminTransaction.refused(Refusal.NOT_FOUND);
                            }
                            return found.get().lift() == null
                                    ? writing.run(AdminBarSql.LIFT, row)
                                    : AdminTransaction.refused(Refusal.BAR_LIFTED);
                        })
                        .compose(lifted -> locked(writing, id))
                        .map(Optional::orElseThrow));
    }

    private static Future<Optional<TerminalBar>> locked(CatalogueWriting writing, UUID id) {
        return writing.run(AdminBarSql.LOCK, Tuple.of(id))
                .map(rows -> rows.stream().findFirst().map(PgAdminBarStore::bar));
    }

    private static TerminalBar bar(Row row) {
        return new TerminalBar(
                row.getUUID("id"),
                row.getString("channel_id"),
                row.getString("terminal"),
                row.getString("reason"),
                row.getString("barred_by"),
                SqlValues.instant(row, "barred_at"),
                row.getString("lifted_by") == null
                        ? null
                        : new TerminalBar.Lift(
                                row.getString("lifted_by"),
                                SqlValues.instant(row, "lifted_at"),
                                row.getString("lift_reason")));
    }
}
