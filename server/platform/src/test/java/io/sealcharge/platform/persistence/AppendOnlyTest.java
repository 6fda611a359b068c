package io.sealcharge.platform.persistence;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("real")
class AppendOnlyTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    @BeforeAll
    static void sellAndRedeem() {
        Shop shop = Shop.open(DB.database());
        shop.recharge(Shop.CHANNEL, "redeem", shop.sellOne(Shop.CHANNEL, "sell"), "+8613800138000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE posting SET amount_minor = amount_minor + 1",
                "UPDATE posting SET amount_minor = amount_minor WHERE false",
                "DELETE FROM posting",
                "TRUNCATE posting",
                "UPDATE voucher_history SET channel_id = 'someone'",
                "DELETE FROM voucher_history",
                "TRUNCATE voucher_history",
                "TRUNCATE voucher CASCADE",
            })
    void thePastIsNotChanged(String statement) {
        assertThatThrownBy(() -> DB.execute(statement)).hasStackTraceContaining("append-only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE account SET balance_minor = -1 WHERE kind = 'channel_credit'",
                "INSERT INTO posting (kind, debit_account, credit_account, amount_minor, currency, purchase_id, posted_at)"
                        + " SELECT 'surcharge', debit_account, credit_account, 0, currency, purchase_id, now()"
                        + " FROM posting WHERE kind = 'sale'",
                "INSERT INTO posting (kind, debit_account, credit_account, amount_minor, currency, purchase_id, posted_at)"
                        + " SELECT 'surcharge', debit_account, debit_account, 1, currency, purchase_id, now()"
                        + " FROM posting WHERE kind = 'sale'",
                "INSERT INTO posting (kind, debit_account, credit_account, amount_minor, currency, purchase_id, posted_at)"
                        + " SELECT 'surcharge', debit_account, credit_account, 1, 'EUR', purchase_id, now()"
                        + " FROM posting WHERE kind = 'sale'",
                "INSERT INTO posting (kind, debit_account, credit_account, amount_minor, currency, purchase_id, posted_at)"
                        + " SELECT kind, debit_account, credit_account, 1, currency, purchase_id, now()"
                        + " FROM posting WHERE kind = 'sale'",
                "UPDATE recharge_request SET state = 'outstanding'",
                "UPDATE voucher SET state = 'eaten'",
            })
    void theRulesOfMoneyAreTheDatabases(String statement) {
        assertThatThrownBy(() -> DB.execute(statement)).hasStackTraceContaining("violates");
    }
}
