package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.BatchStore.RefusedRow;
import io.sealcharge.platform.app.BatchWorkStore.Placed;
import io.sealcharge.platform.domain.Batch;
import io.sealcharge.platform.domain.BatchState;
import io.sealcharge.platform.domain.PinBox;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.StockLevel;
import io.sealcharge.platform.domain.VoucherState;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Batches and their vouchers from rows of {@link BatchSql} and {@link BatchWorkSql}. */
final class BatchRows {
    private BatchRows() {}

    static Batch batch(Row row) {
        OffsetDateTime expiresAt = row.getOffsetDateTime("expires_at");
        return new Batch(
                row.getString("id"),
                row.getString("product_id"),
                Batch.Origin.valueOf(row.getString("origin").toUpperCase(Locale.ROOT)),
                state(row, "state"),
                row.getInteger("quantity"),
                row.getInteger("produced"),
                row.getLong("refused").intValue(),
                expiresAt == null ? null : expiresAt.toInstant(),
                SqlValues.instant(row, "created_at"),
                task(row));
    }

    private static Batch.@Nullable Task task(Row row) {
        String name = row.getString("task");
        if (name == null) {
            return null;
        }
        Batch.Task.Kind kind = Batch.Task.Kind.valueOf(name.toUpperCase(Locale.ROOT));
        int total = switch (kind) {
            case GENERATE -> row.getInteger("quantity");
            case IMPORT -> 0;
            case VALIDATE -> 2 * row.getInteger("produced");
            case VOID -> row.getInteger("produced");
        };
        return new Batch.Task(kind, row.getInteger("task_done"), total);
    }

    private static BatchState state(Row row, String column) {
        return BatchState.valueOf(row.getString(column).toUpperCase(Locale.ROOT));
    }

    static Batch.Event event(Row row) {
        return new Batch.Event(
                row.getString("from_state") == null ? null : state(row, "from_state"),
                state(row, "to_state"),
                row.getString("actor"),
                row.getString("reason"),
                SqlValues.instant(row, "at"));
    }

    static RefusedRow refusedRow(Row row) {
        return new RefusedRow(row.getInteger("line"), row.getString("rule"));
    }

    static StockLevel level(Row row) {
        return new StockLevel(
                row.getString("id"),
                row.getBoolean("from_stock"),
                row.getLong("available"),
                row.getLong("claimed"),
                row.getLong("held"));
    }

    static PinFormat pinFormat(Row row) {
        return new PinFormat(row.getInteger("pin_length"), row.getBoolean("pin_check_digit"));
    }

    static Placed placed(Row row) {
        byte[] box = SqlValues.bytesOrNull(row, "pin_box");
        return new Placed(
                row.getInteger("batch_ordinal"),
                row.getString("serial_number"),
                VoucherState.ofLabel(row.getString("state")),
                row.getLong("face_value_minor"),
                new PinIndex(SqlValues.bytes(row, "pin_index"), row.getInteger("pin_index_epoch")),
                box == null ? null : new PinBox(box, row.getInteger("pin_box_epoch")));
    }
}
