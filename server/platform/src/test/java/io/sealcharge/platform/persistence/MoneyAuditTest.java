package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.CHANNEL;
import static io.sealcharge.platform.persistence.Shop.OTHER_CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.Purchase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("real")
class MoneyAuditTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static final int ALTERATIONS = Boolean.getBoolean("sealcharge.long") ? 1_000 : 50;
    private static final List<Product> PRODUCTS = List.of(Shop.PAR, Shop.DISCOUNTED, Shop.SURCHARGED, Shop.FREE);

    /** Columns that hold money, a state, an owner, a channel or a number, and what rows refer to each other by. */
    private static final List<String> COLUMNS = List.of(
            "account.kind account.owner account.currency account.balance_minor",
            "credit_grant.channel_id credit_grant.amount_minor credit_grant.currency",
            "posting.kind posting.debit_account posting.credit_account posting.amount_minor posting.currency",
            "posting.purchase_id posting.recharge_id posting.credit_grant_id",
            "purchase.channel_id purchase.product_id purchase.quantity purchase.face_value_minor",
            "purchase.unit_price_minor purchase.total_minor purchase.currency",
            "voucher.serial_number voucher.purchase_id voucher.channel_id voucher.product_id voucher.state",
            "voucher.face_value_minor voucher.currency",
            "voucher_history.serial_number voucher_history.from_state voucher_history.to_state voucher_history.actor",
            "voucher_history.amount_minor voucher_history.currency voucher_history.channel_id",
            "voucher_history.phone_number",
            "recharge.channel_id recharge.request_id recharge.phone_number recharge.outcome recharge.serial_number",
            "recharge.first_recharge_id recharge.amount_minor recharge.currency",
            "recharge_request.state");

    private final Random random;
    private final long seed;

    MoneyAuditTest() {
        seed = Long.getLong("seed", new Random().nextLong());
        random = new Random(seed);
    }

    /** Every kind of sale and every ending of a recharge. */
    @BeforeAll
    static void trade() {
        Shop shop = Shop.open(DB.database());
        int act = 0;
        for (String channel : List.of(CHANNEL, OTHER_CHANNEL)) {
            for (Product product : PRODUCTS) {
                Purchase purchase = shop.sell(channel, "buy-" + act++, product, 3);
                String first = purchase.vouchers().get(0).face().serialNumber();
                String second = purchase.vouchers().get(1).face().serialNumber();
                shop.recharge(channel, "spend-" + act++, first, "+8613800138" + (100 + act));
                shop.recharge(channel, "spend-" + act++, second, "+8613800138000");
                shop.recharge(channel, "again-" + act++, second, "+8613800138000");
                shop.recharge(channel, "theft-" + act++, second, "+8613900139" + (100 + act));
                shop.recharge(channel, "guess-" + act++, "unknown", "+8613900139000");
            }
            shop.requestKey(channel, "void-" + act++, "t-void");
            shop.requestKey(channel, "open-" + act++, "t-void");
        }
    }

    @Test
    void soundBooksPassAndAreCounted() {
        MoneyAudit.Report report = audit();

        assertThat(report.firstDifference()).isEmpty();
        assertThat(report.purchases()).isEqualTo(8);
        assertThat(report.vouchers()).isEqualTo(24);
        assertThat(report.recharges()).isEqualTo(40);
        assertThat(report.postings()).isEqualTo(DB.number("SELECT count(*) FROM posting"));
        assertThat(report.checks()).isEqualTo(MoneyAuditSql.CHECKS.size());
    }

    @Test
    void everyAlterationOfARowIsFound() throws SQLException {
        List<String> columns = COLUMNS.stream()
                .flatMap(line -> List.of(line.split(" ")).stream())
                .toList();
        List<String> unnoticed = new ArrayList<>();
        Set<String> altered = new TreeSet<>();
        int done = 0;
        try (Connection connection = DB.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            while (done < ALTERATIONS) {
                String column = columns.get(random.nextInt(columns.size()));
                Optional<Alteration> alteration = alter(statement, column);
                if (alteration.isEmpty()) {
                    continue;
                }
                done++;
                altered.add(column);
                if (audit().firstDifference().isEmpty()) {
                    unnoticed.add(alteration.get().toString());
                }
                alteration.get().undo(statement);
            }
        }
        assertThat(unnoticed)
                .as(
                        "seed %1$d; repeat with: mvn -pl server/platform -am test -Dtest=MoneyAuditTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -Dseed=%1$d",
                        seed)
                .isEmpty();
        assertThat(audit().firstDifference())
                .as("after everything was put back")
                .isEmpty();
        assertThat(altered).hasSizeGreaterThan(20);
    }

    @Test
    void theFirstDifferenceIsToldInWords() throws SQLException {
        try (Connection connection = DB.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE account SET balance_minor = balance_minor + 1 WHERE owner = '+8613800138000'");

            MoneyAudit.Difference difference = audit().firstDifference().orElseThrow();

            assertThat(difference.check()).isEqualTo("balances");
            assertThat(difference.words())
                    .contains("subscriber +8613800138000")
                    .contains("holds 7001 XTS but its postings come to 7000");
            statement.execute("UPDATE account SET balance_minor = balance_minor - 1 WHERE owner = '+8613800138000'");
        }
    }

    private static MoneyAudit.Report audit() {
        return await(new MoneyAudit(DB.database()).run());
    }

    /** One value of one row, replaced. */
    private record Alteration(String table, String column, String row, String before, String after) {
        void undo(Statement statement) throws SQLException {
            String value = before == null ? "NULL" : "'" + before + "'";
            int rows = statement.executeUpdate(
                    "UPDATE " + table + " SET " + column + " = " + value + " WHERE ctid = '" + row + "'");
            assertThat(rows).isOne();
        }
    }

    /** Empty if the database's own rules refuse the change, or it would be none. */
    private Optional<Alteration> alter(Statement statement, String tableAndColumn) throws SQLException {
        String table = tableAndColumn.substring(0, tableAndColumn.indexOf('.'));
        String column = tableAndColumn.substring(table.length() + 1);
        long rows = DB.number("SELECT count(*) FROM " + table);
        String row;
        String before;
        try (var picked = statement.executeQuery("SELECT ctid::text, " + column + "::text FROM " + table
                + " ORDER BY ctid LIMIT 1 OFFSET " + random.nextLong(rows))) {
            picked.next();
            row = picked.getString(1);
            before = picked.getString(2);
        }
        String after = another(statement, table, column, before);
        if (after == null || after.equals(before)) {
            return Optional.empty();
        }
        try (var changed = statement.executeQuery("UPDATE " + table + " SET " + column + " = '" + after
                + "' WHERE ctid = '" + row + "' RETURNING ctid::text")) {
            changed.next();
            return Optional.of(new Alteration(table, column, changed.getString(1), before, after));
        } catch (SQLException refused) {
            assertThat(refused.getSQLState()).startsWith("23");
            return Optional.empty();
        }
    }

    /** A value that stands in the column elsewhere, or one that might. */
    private String another(Statement statement, String table, String column, String before) throws SQLException {
        if (random.nextBoolean()) {
            try (var values = statement.executeQuery("SELECT DISTINCT " + column + "::text FROM " + table + " WHERE "
                    + column + " IS NOT NULL ORDER BY 1")) {
                List<String> found = new ArrayList<>();
                while (values.next()) {
                    found.add(values.getString(1));
                }
                return found.isEmpty() ? null : found.get(random.nextInt(found.size()));
            }
        }
        if (column.endsWith("_minor") || column.equals("quantity")) {
            long value = before == null ? 0 : Long.parseLong(before);
            return Long.toString(value + random.nextLong(-value - 10, value + 10));
        }
        return switch (column) {
            case "currency" -> "EUR";
            case "phone_number", "owner" -> "+8613" + random.nextLong(100_000_000, 999_999_999);
            case "channel_id", "actor" -> "channel-" + random.nextInt(1_000);
            case "state", "from_state", "to_state" ->
                List.of("sold", "redeemed", "used", "void").get(random.nextInt(4));
            case "serial_number" -> "%016d".formatted(random.nextLong(1_000_000_000));
            case "purchase_id", "recharge_id", "request_id", "first_recharge_id" ->
                new java.util.UUID(random.nextLong(), random.nextLong()).toString();
            default -> null;
        };
    }
}
