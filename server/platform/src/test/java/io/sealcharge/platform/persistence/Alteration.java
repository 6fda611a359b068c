package io.sealcharge.platform.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.persistence.AuditedColumns.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One value of one row, replaced behind the platform's back. */
record Alteration(
        Column column,
        String row,
        @Nullable String before,
        @Nullable String after) {
    private static final List<String> STATES = List.of(
            "created",
            "available",
            "claimed",
            "sold",
            "reserved",
            "redeemed",
            "blocked",
            "expired",
            "returned",
            "used",
            "void",
            "outstanding",
            "active",
            "retired",
            "revoked",
            "draft",
            "validated",
            "locked",
            "pending",
            "refused",
            "charging_rejected",
            "embedded",
            "external",
            "generated",
            "imported",
            "operator",
            "release",
            "replacement");
    private static final int NULL_ONE_IN = 8;

    /** Empty if there is no such row, the database's own rules refuse the change, or it would be none. */
    static Optional<Alteration> make(Statement statement, Column column, Random random) throws SQLException {
        String where = " FROM " + column.table() + " WHERE (" + column.condition() + ")";
        long rows = number(statement, "SELECT count(*)" + where);
        if (rows == 0) {
            return Optional.empty();
        }
        String row;
        String before;
        try (ResultSet picked = statement.executeQuery("SELECT ctid::text, " + column.name() + "::text" + where
                + " ORDER BY ctid LIMIT 1 OFFSET " + random.nextLong(rows))) {
            picked.next();
            row = picked.getString(1);
            before = picked.getString(2);
        }
        String after = another(statement, column, before, random);
        if (after == null ? before == null : after.equals(before)) {
            return Optional.empty();
        }
        try (ResultSet changed = statement.executeQuery(set(column, after, row) + " RETURNING ctid::text")) {
            changed.next();
            return Optional.of(new Alteration(column, changed.getString(1), before, after));
        } catch (SQLException refused) {
            // a constraint, or no value of the column's type
            assertThat(refused.getSQLState()).matches("2[23].*");
            return Optional.empty();
        }
    }

    void undo(Statement statement) throws SQLException {
        assertThat(statement.executeUpdate(set(column, before, row))).isOne();
    }

    private static String set(Column column, @Nullable String value, String row) {
        return "UPDATE " + column.table() + " SET " + column.name() + " = "
                + (value == null ? "NULL" : "'" + value + "'") + " WHERE ctid = '" + row + "'";
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** A value that stands in the column elsewhere, or one that might. */
    private static @Nullable String another(Statement statement, Column column, @Nullable String before, Random random)
            throws SQLException {
        if (column.nullable() && random.nextInt(NULL_ONE_IN) == 0) {
            return null;
        }
        return random.nextBoolean() ? present(statement, column, before, random) : possible(column, before, random);
    }

    private static @Nullable String present(Statement statement, Column column, @Nullable String before, Random random)
            throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet values = statement.executeQuery("SELECT DISTINCT " + column.name() + "::text FROM "
                + column.table() + " WHERE " + column.name() + " IS NOT NULL ORDER BY 1")) {
            while (values.next()) {
                found.add(values.getString(1));
            }
        }
        return found.isEmpty() ? before : found.get(random.nextInt(found.size()));
    }

    private static @Nullable String possible(Column column, @Nullable String before, Random random) {
        return switch (column.type()) {
            case "bigint", "integer" -> {
                long value = before == null ? 0 : Long.parseLong(before);
                long range = random.nextBoolean() ? 3 : Math.abs(value) + 10;
                yield Long.toString(value + random.nextLong(-range, range + 1));
            }
            case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
            case "date" -> "2026-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28));
            case "timestamp with time zone" ->
                "2026-11-22 08:%02d:%02d+00".formatted(random.nextInt(60), random.nextInt(60));
            default -> word(column.name(), random);
        };
    }

    private static String word(String name, Random random) {
        return switch (name) {
            case "currency" -> "EUR";
            case "phone_number", "owner" -> "+8613" + random.nextLong(100_000_000, 999_999_999);
            case "serial_number", "replaces", "old_serial", "new_serial" ->
                "%016d".formatted(random.nextLong(1_000_000_000));
            case "state", "from_state", "to_state", "outcome", "reason", "charging", "origin", "kind" ->
                STATES.get(random.nextInt(STATES.size()));
            default -> "other-" + random.nextInt(1_000);
        };
    }
}
