package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("real")
class MoneyAuditTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    @BeforeAll
    static void trade() throws SQLException {
        Trade.everything(DB);
    }

    @Test
    void soundBooksPassAndAreCounted() {
        MoneyAudit.Report report = audit();

        assertThat(report.firstDifference()).isEmpty();
        assertThat(report.purchases()).isEqualTo(DB.number("SELECT count(*) FROM purchase"));
        assertThat(report.vouchers()).isEqualTo(DB.number("SELECT count(*) FROM voucher"));
        assertThat(report.recharges()).isEqualTo(DB.number("SELECT count(*) FROM recharge"));
        assertThat(report.postings()).isEqualTo(DB.number("SELECT count(*) FROM posting"));
        assertThat(report.checks()).isEqualTo(MoneyAuditSql.CHECKS.size());
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
}
