package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.CHANNEL;
import static io.sealcharge.platform.persistence.Shop.NOW;
import static io.sealcharge.platform.persistence.Shop.OTHER_CHANNEL;
import static io.sealcharge.platform.persistence.Shop.PAR;
import static io.sealcharge.platform.persistence.Shop.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.app.SealingKey;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Replacement;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which stored answers are erased, and when; receipts and replacements stay as they are. */
@Tag("real")
class PgAnswerStoreTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static final Instant LATER = NOW.plusSeconds(90_000);
    private static Shop shop;
    private static Swaps swaps;
    private static PgAnswerStore answers;
    private static SealingKey.Shared key;

    @BeforeAll
    static void open() {
        shop = Shop.open(DB.database());
        swaps = new Swaps(shop, DB);
        answers = new PgAnswerStore(DB.database());
        key = swaps.share(CHANNEL, "till");
    }

    @AfterAll
    static void booksAreSound() {
        assertThat(await(new MoneyAudit(DB.database()).run()).firstDifference()).isEmpty();
    }

    private static Purchase sellShared(String reference, int quantity) {
        Purchase sold = shop.sell(CHANNEL, reference, PAR, quantity);
        swaps.sealedTo(sold.id(), key);
        return sold;
    }

    private static long envelopes(UUID purchase) {
        return DB.number(
                "SELECT count(envelope) FROM voucher WHERE replaces IS NULL AND purchase_id = '" + purchase + "'");
    }

    private static String times(UUID purchase) {
        return DB.text("SELECT concat_ws(' ', extract(epoch FROM acknowledged_at - created_at)::int,"
                + " extract(epoch FROM answer_erased_at - created_at)::int) FROM purchase WHERE id = '" + purchase
                + "'");
    }

    @Test
    void anAcknowledgedPurchaseUnderASharedKeyLosesItsOwnEnvelopesAtOnce() {
        Purchase sold = sellShared("ack", 3);
        String old = sold.vouchers().getFirst().face().serialNumber();
        Replacement replacement = done(await(swaps.replacements.record(swaps.draft("ack", old, key, NOW))));

        assertThat(await(answers.acknowledge(CHANNEL, sold.id(), NOW.plusSeconds(5))))
                .isTrue();

        assertThat(envelopes(sold.id())).isZero();
        assertThat(times(sold.id())).isEqualTo("5 5");
        assertThat(await(swaps.replacements.find(CHANNEL, "ack")).orElseThrow().answer())
                .isEqualTo(replacement);

        assertThat(await(answers.acknowledge(CHANNEL, sold.id(), NOW.plusSeconds(9))))
                .as("again")
                .isTrue();
        assertThat(times(sold.id())).isEqualTo("5 5");
    }

    @Test
    void envelopesToATerminalsOwnKeyStay() {
        Purchase sold = shop.sell(CHANNEL, "own", PAR, 2);

        assertThat(await(answers.acknowledge(CHANNEL, sold.id(), NOW.plusSeconds(5))))
                .isTrue();

        assertThat(times(sold.id())).isEqualTo("5");
        assertThat(await(shop.vouchers.getPurchase(CHANNEL, sold.id()))).contains(sold);
    }

    @Test
    void anotherChannelsPurchaseIsNotThere() {
        Purchase sold = sellShared("foreign", 1);

        assertThat(await(answers.acknowledge(OTHER_CHANNEL, sold.id(), NOW))).isFalse();
        assertThat(await(answers.acknowledge(CHANNEL, UUID.randomUUID(), NOW))).isFalse();
        assertThat(envelopes(sold.id())).isOne();
    }

    @Test
    void oldAnswersUnderSharedKeysAreErasedOnceBoundedAndByWhoeverIsFirst() throws SQLException {
        await(answers.erasePurchases(LATER, NOW, 1_000));
        List<Purchase> shared = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            shared.add(sellShared("old-" + i, 2));
        }
        Purchase own = shop.sell(CHANNEL, "old-own", PAR, 1);
        Replacement replacement = done(await(swaps.replacements.record(swaps.draft(
                "old", shared.getFirst().vouchers().getFirst().face().serialNumber(), key, NOW))));

        assertThat(await(answers.erasePurchases(LATER, NOW.minusMillis(1), 100)))
                .as("not old enough")
                .isZero();
        assertThat(await(answers.erasePurchases(LATER, NOW, 2))).isEqualTo(2);
        try (Connection busy = DB.superuser();
                Statement statement = busy.createStatement()) {
            busy.setAutoCommit(false);
            statement.execute("SELECT FROM purchase WHERE id = (SELECT id FROM purchase WHERE reference LIKE 'old-%'"
                    + " AND terminal_id IS NOT NULL AND answer_erased_at IS NULL ORDER BY id LIMIT 1) FOR UPDATE");
            Database second = DB.anotherNode();
            Future<Integer> here = answers.erasePurchases(LATER, NOW, 100);
            Future<Integer> there = new PgAnswerStore(second).erasePurchases(LATER, NOW, 100);
            assertThat(await(here) + await(there))
                    .as("what somebody works on is left out, and nothing is erased twice")
                    .isEqualTo(2);
            busy.rollback();
            await(second.close());
        }
        assertThat(await(answers.erasePurchases(LATER, NOW, 100))).isOne();
        assertThat(await(answers.erasePurchases(LATER, NOW, 100))).isZero();

        assertThat(shared).allSatisfy(sold -> {
            assertThat(envelopes(sold.id())).isZero();
            assertThat(times(sold.id())).isEqualTo("90000");
        });
        assertThat(envelopes(own.id())).isOne();
        assertThat(await(answers.acknowledge(CHANNEL, shared.getFirst().id(), LATER.plusSeconds(1))))
                .isTrue();
        assertThat(times(shared.getFirst().id())).as("erased before").isEqualTo("90001 90000");

        assertThat(await(swaps.replacements.find(CHANNEL, "old")).orElseThrow().answer())
                .isEqualTo(replacement);
        assertThat(await(answers.eraseReplacements(LATER, NOW, 100))).isPositive();
        Replacement receipt =
                await(swaps.replacements.find(CHANNEL, "old")).orElseThrow().answer();
        assertThat(receipt.answerErased()).isTrue();
        assertThat(receipt.face()).isEqualTo(replacement.face());
        assertThat(await(answers.eraseReplacements(LATER, NOW, 100))).isZero();
    }
}
