package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.admin.AdminVoucherStore;
import io.sealcharge.platform.domain.AdminAct;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.VoucherDossier;
import io.sealcharge.platform.domain.VoucherState;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/** {@link AdminVoucherStore} on PostgreSQL; its statements are in {@link AdminVoucherSql}. */
public final class PgAdminVoucherStore implements AdminVoucherStore {
    /** Of a voucher whose claims came and went, the newest changes are enough. */
    private static final int LONGEST_HISTORY = 200;

    private final Database database;

    public PgAdminVoucherStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<Optional<VoucherDossier>> find(String serialNumber) {
        return database.read(AdminVoucherSql.FIND, Tuple.of(serialNumber))
                .compose(found -> database.read(AdminVoucherSql.HISTORY, Tuple.of(serialNumber, LONGEST_HISTORY))
                        .map(history -> found.stream().findFirst().map(row -> dossier(row, history))));
    }

    @Override
    public Future<Outcome<VoucherDossier>> block(String serialNumber, String reason, AdminAct act) {
        return AdminTransaction.run(
                database,
                act,
                writing -> writing.run(AdminVoucherSql.LOCK, Tuple.of(serialNumber))
                        .compose(PgAdminVoucherStore::blockable)
                        .compose(state -> writing.run(
                                AdminVoucherSql.BLOCK,
                                Tuple.of(
                                        serialNumber,
                                        state.label(),
                                        act.actor(),
                                        reason,
                                        SqlValues.timestamp(act.at()))))
                        .compose(blocked -> writing.run(AdminVoucherSql.FIND, Tuple.of(serialNumber)))
                        .compose(found -> writing.run(AdminVoucherSql.HISTORY, Tuple.of(serialNumber, LONGEST_HISTORY))
                                .map(history -> dossier(found.iterator().next(), history))));
    }

    private static Future<VoucherState> blockable(RowSet<Row> locked) {
        if (locked.size() == 0) {
            return AdminTransaction.refused(Refusal.NOT_FOUND);
        }
        VoucherState state = VoucherState.ofLabel(locked.iterator().next().getString("state"));
        return switch (state) {
            case CREATED, AVAILABLE, SOLD -> Future.succeededFuture(state);
            case RESERVED -> AdminTransaction.refused(Refusal.VOUCHER_RESERVED);
            case CLAIMED, REDEEMED, BLOCKED, EXPIRED, RETURNED ->
                AdminTransaction.refused(Refusal.VOUCHER_NOT_BLOCKABLE);
        };
    }

    private static VoucherDossier dossier(Row row, RowSet<Row> newestFirst) {
        List<VoucherDossier.Event> history =
                newestFirst.stream().map(PgAdminVoucherStore::event).toList().reversed();
        return new VoucherDossier(
                row.getString("serial_number"),
                row.getString("product_id"),
                VoucherState.ofLabel(row.getString("state")),
                new Money(row.getLong("face_value_minor"), row.getString("currency")),
                row.getOffsetDateTime("expires_at") == null ? null : SqlValues.instant(row, "expires_at"),
                row.getString("batch_id"),
                row.getString("channel_id"),
                row.getUUID("purchase_id"),
                row.getString("replaces"),
                row.getString("replaced_by"),
                history);
    }

    private static VoucherDossier.Event event(Row row) {
        return new VoucherDossier.Event(
                row.getString("from_state"),
                row.getString("to_state"),
                row.getString("actor"),
                row.getString("reason"),
                row.getString("remark"),
                new Money(row.getLong("amount_minor"), row.getString("currency")),
                row.getString("channel_id"),
                row.getString("phone_number"),
                SqlValues.instant(row, "at"));
    }
}
