package io.sealcharge.platform.persistence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The columns whose alteration the money audit must find: all that there are, but for those that stand here with a reason.
 * A column that a migration adds is thus audited or has to be excused.
 */
final class AuditedColumns {
    private AuditedColumns() {}

    /**
     * @param type as information_schema names it
     * @param condition on the rows in which the column is audited
     */
    record Column(String table, String name, String type, boolean nullable, String condition) {
        @Override
        public String toString() {
            return table + "." + name;
        }
    }

    private static final Map<String, String> EXEMPT_TABLES = Map.of(
            "flyway_schema_history",
            "which migrations ran",
            "channel",
            "who may call: nothing was moved by that",
            "channel_key",
            "how a caller proves who it is",
            "channel_product",
            "terms as an operator set them; each sale keeps those it was made by",
            "product",
            "terms as an operator set them; each sale keeps those it was made by",
            "token_jti",
            "assertions that were used",
            "key_version",
            "keys of the token, which is asked itself at each start",
            "terminal_bar",
            "who may not recharge: no value was moved by that",
            "admin_act",
            "what operators asked for; what came of it stands in the rows it changed",
            "batch_refusal",
            "lines that never became vouchers");

    private static final String NAME_OF_ACT = "the caller's name for the act, which nothing else repeats";
    private static final String REPEATS = "tells whether a repeat is the same request";
    private static final String TIME = "a time by which no value moved";
    private static final String SEALED = "only the HSM can tell what is in it";
    private static final String WHICH_KEY =
            "which key a PIN went to: the envelope's header says so, and only the HSM can tell";
    private static final String WORK = "work under way";
    private static final String SETTING = "a limit as an operator set it";

    /** Column names, with or without table, that are not audited anywhere. */
    private static final Map<String, String> EXEMPT_COLUMNS = exemptColumns();

    /** Rows in which a column is not audited although it is in others: the condition of those that are, and why. */
    private static final Map<String, List<String>> ONLY_WHERE = onlyWhere();

    private static Map<String, String> exemptColumns() {
        Map<String, String> exempt = new LinkedHashMap<>();
        put(exempt, REPEATS, "request_digest");
        put(
                exempt,
                NAME_OF_ACT,
                "purchase.reference credit_grant.reference replacement.reference replacement.id"
                        + " terminal.reference terminal_key.reference");
        put(
                exempt,
                SEALED,
                "envelope pin_index pin_index_epoch pin_box pin_box_epoch jkt kid public_point statement"
                        + " wrapped_private_key wrap_epoch terminal_key.master_epoch");
        put(
                exempt,
                WHICH_KEY,
                "purchase.terminal_id purchase.key_generation replacement.terminal_id"
                        + " replacement.key_generation recharge_request.terminal_id recharge_request.key_generation"
                        + " recharge_request.key_kind");
        put(
                exempt,
                "how many messages went under a key, which bounds its use",
                "terminal_key.sealed terminal_key.opened");
        put(
                exempt,
                TIME,
                "recharge_request.created_at recharge_request.expires_at batch.created_at batch.expires_at"
                        + " batch_history.at terminal.created_at terminal_key.created_at answer_erased_at acknowledged_at"
                        + " voucher.expires_at");
        put(
                exempt,
                "what the caller calls the place of the act",
                "purchase.terminal replacement.terminal terminal.name");
        exemptByUse(exempt);
        return exempt;
    }

    private static void exemptByUse(Map<String, String> exempt) {
        put(
                exempt,
                WORK,
                "claimed_by lease_until batch.task batch.task_done batch.worker batch.asked_by"
                        + " batch.asked_reason recharge.ask_at recharge.asks");
        put(exempt, SETTING, "account.credit_limit_minor account.order_cap_minor account.day_cap_minor");
        put(
                exempt,
                "for the operator's eyes",
                "recharge.refused_because recharge.trace_id voucher_history.remark"
                        + " batch_history.reason batch_history.actor");
        put(exempt, "place in the order of making", "voucher.batch_ordinal");
        put(exempt, "is the sum over the row itself", "recharge.facts_digest");
        put(
                exempt,
                "numbers that PostgreSQL gives out and lets nobody set",
                "account.id posting.id credit_grant.id" + " voucher_history.id batch_history.id");
    }

    private static void put(Map<String, String> map, String reason, String columns) {
        Arrays.stream(columns.split(" ")).forEach(column -> map.put(column, reason));
    }

    private static Map<String, List<String>> onlyWhere() {
        Map<String, List<String>> only = new HashMap<>();
        String unusedKey = "a request whose key was never used moved nothing";
        for (String column : List.of("id", "channel_id", "reference", "terminal")) {
            only.put("recharge_request." + column, List.of("state = 'used'", unusedKey));
        }
        only.put("recharge_request.state", List.of("state = 'used' OR key_kind <> 'terminal'", unusedKey));
        only.put(
                "voucher_history.actor",
                List.of(
                        "reason NOT IN ('generation', 'import', 'validation', 'batch_void', 'operator')",
                        "which operator it was stands nowhere else"));
        only.put(
                "voucher_history.at",
                List.of(
                        "reason IN ('purchase', 'recharge', 'replacement', 'reservation', 'charging_rejected')",
                        "no money moved then"));
        only.put("recharge.created_at", List.of("outcome IN ('pending', 'redeemed', 'charging_rejected')", TIME));
        only.put("batch.quantity", List.of("state <> 'void'", "a batch may be given up while it is made"));
        return only;
    }

    /** In a stable order. */
    static List<Column> all(Statement statement) throws SQLException {
        List<Column> columns = new ArrayList<>();
        TreeSet<String> unknown = new TreeSet<>(EXEMPT_TABLES.keySet());
        unknown.addAll(EXEMPT_COLUMNS.keySet());
        unknown.addAll(ONLY_WHERE.keySet());
        try (ResultSet rows = statement.executeQuery("""
                SELECT c.table_name, c.column_name, c.data_type, c.is_nullable = 'YES' AS nullable
                FROM information_schema.columns c
                JOIN information_schema.tables t USING (table_schema, table_name)
                WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
                ORDER BY c.table_name, c.ordinal_position""")) {
            while (rows.next()) {
                String table = rows.getString(1);
                String name = rows.getString(2);
                String full = table + "." + name;
                unknown.removeAll(List.of(table, name, full));
                if (EXEMPT_TABLES.containsKey(table)
                        || EXEMPT_COLUMNS.containsKey(name)
                        || EXEMPT_COLUMNS.containsKey(full)) {
                    continue;
                }
                String condition =
                        ONLY_WHERE.getOrDefault(full, List.of("true")).getFirst();
                columns.add(new Column(table, name, rows.getString(3), rows.getBoolean(4), condition));
            }
        }
        if (!unknown.isEmpty()) {
            throw new AssertionError("excused, but not in the database: " + unknown);
        }
        return columns;
    }
}
