package io.sealcharge.platform.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes single rows, without asking whether they make sense. */
abstract class RowWriter {
    static final long FACE = 1_000;

    private final Connection connection;

    RowWriter(Connection connection) {
        this.connection = connection;
    }

    /** The row and its history; a voucher that leaves the stock loses its box. */
    final void step(
            String serial,
            String from,
            String to,
            String reason,
            String actor,
            @Nullable String channel,
            @Nullable String number,
            Instant at)
            throws SQLException {
        history(serial, from, to, reason, actor, channel, number, at);
        boolean boxed = List.of("created", "available", "claimed").contains(to);
        run(
                "UPDATE voucher SET state = ?, claimed_by = NULL, lease_until = NULL"
                        + (boxed ? "" : ", pin_box = NULL," + " pin_box_epoch = NULL") + " WHERE serial_number = ?",
                to,
                serial);
    }

    final void history(
            String serial,
            @Nullable String from,
            String to,
            String reason,
            String actor,
            @Nullable String channel,
            @Nullable String number,
            Instant at)
            throws SQLException {
        run(
                "INSERT INTO voucher_history (serial_number, from_state, to_state, actor, reason, amount_minor, currency,"
                        + " channel_id, phone_number, at) VALUES (?, ?, ?, ?, ?, ?, 'XTS', ?, ?, ?)",
                serial,
                from,
                to,
                actor,
                reason,
                FACE,
                channel,
                number,
                at);
    }

    final void post(
            String kind,
            String debit,
            String payer,
            String credit,
            String payee,
            long amount,
            String act,
            Object id,
            Instant at)
            throws SQLException {
        run(
                "INSERT INTO posting (kind, debit_account, credit_account, amount_minor, currency, " + act
                        + ", posted_at)"
                        + " SELECT ?, d.id, c.id, ?, 'XTS', ?, ? FROM account d, account c"
                        + " WHERE d.kind = ? AND d.owner = ? AND c.kind = ? AND c.owner = ?"
                        + " AND d.currency = 'XTS' AND c.currency = 'XTS'",
                kind,
                amount,
                id,
                at,
                debit,
                payer,
                credit,
                payee);
    }

    final void run(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int place = 0;
            for (Object parameter : parameters) {
                statement.setObject(++place, parameter instanceof Instant at ? Timestamp.from(at) : parameter);
            }
            statement.executeUpdate();
        }
    }
}
