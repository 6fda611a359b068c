package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.CHANNEL;
import static io.sealcharge.platform.persistence.Shop.NOW;
import static io.sealcharge.platform.persistence.Shop.OTHER_CHANNEL;
import static io.sealcharge.platform.persistence.Shop.done;
import static io.sealcharge.platform.persistence.Shop.money;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.app.RechargeStore.Attempt;
import io.sealcharge.platform.app.RechargeStore.Rules;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.RechargeRequest;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reserved, asked, settled: what the database makes sure of, whatever the charging system says and whoever asks it. */
@Tag("real")
class TwoPhaseRedemptionTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static final String NUMBER = "+8613800138000";
    private static final Rules EXTERNAL = new Rules(Duration.ofHours(1), 1_000, Duration.ofSeconds(10));
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static Shop shop;
    private static Shop otherNode;

    @BeforeAll
    static void open() {
        shop = Shop.open(DB.database());
        otherNode = new Shop(DB.anotherNode());
    }

    @Test
    void aReservedVoucherGivesNothingUntilTheNumberIsCredited() {
        String serial = shop.sellOne(CHANNEL, "credit-buy");
        Recharge open = reserve("credit", serial, NUMBER);

        assertThat(open.ending()).isEqualTo(new Recharge.Pending(serial, money(1_000)));
        assertThat(state(serial)).isEqualTo("reserved");
        assertThat(postings(open)).isZero();
        assertThat(await(shop.recharges.getRecharge(CHANNEL, open.id()))).contains(open);

        Instant at = NOW.plusSeconds(5);
        Recharge settled = await(otherNode.recharges.settle(open.id(), true, at));

        assertThat(settled.ending())
                .isEqualTo(new Recharge.Redeemed(
                        new Recharge.Receipt(open.id(), "credit", serial, NUMBER, money(1_000), at)));
        assertThat(state(serial)).isEqualTo("redeemed");
        assertThat(DB.text("SELECT d.kind || ' ' || c.kind || ' ' || p.amount_minor FROM posting p"
                        + " JOIN account d ON d.id = p.debit_account JOIN account c ON c.id = p.credit_account"
                        + " WHERE p.recharge_id = '" + open.id() + "'"))
                .isEqualTo("voucher_liability charging_settlement 1000");
        assertThat(history(serial)).isEqualTo("purchase,reservation,recharge");
        booksAreSound();
    }

    @Test
    void aRejectedOneGivesTheVoucherBackAndIsFinal() {
        String serial = shop.sellOne(CHANNEL, "reject-buy");
        Recharge open = reserve("reject", serial, NUMBER);

        Recharge settled = await(shop.recharges.settle(open.id(), false, NOW.plusSeconds(5)));

        assertThat(settled.ending()).isEqualTo(new Recharge.ChargingRejected("trace-reject"));
        assertThat(state(serial)).isEqualTo("sold");
        assertThat(postings(open)).isZero();
        assertThat(history(serial)).isEqualTo("purchase,reservation,charging_rejected");
        // no guess, and the voucher can be spent elsewhere
        assertThat(DB.number("SELECT count(*) FROM recharge WHERE reference = 'reject' AND outcome = 'refused'"))
                .isZero();
        Recharge again = reserve("reject-again", serial, "+8613800138001");
        assertThat(await(shop.recharges.settle(again.id(), true, NOW.plusSeconds(6)))
                        .ending())
                .isInstanceOf(Recharge.Redeemed.class);
        booksAreSound();
    }

    @Test
    void whateverIsSaidAfterwardsChangesNothing() {
        String serial = shop.sellOne(CHANNEL, "twice-buy");
        Recharge open = reserve("twice", serial, NUMBER);
        Recharge first = await(shop.recharges.settle(open.id(), true, NOW.plusSeconds(5)));

        assertThat(await(otherNode.recharges.settle(open.id(), true, NOW.plusSeconds(6))))
                .isEqualTo(first);
        assertThat(await(otherNode.recharges.settle(open.id(), false, NOW.plusSeconds(7))))
                .isEqualTo(first);
        assertThat(postings(open)).isOne();
        booksAreSound();
    }

    @Test
    void manySettlingAtOnceSettleOnce() {
        String serial = shop.sellOne(CHANNEL, "race-buy");
        Recharge open = reserve("race", serial, NUMBER);

        List<Recharge> settled = IntStream.range(0, 24)
                .mapToObj(i ->
                        (i % 2 == 0 ? shop : otherNode).recharges.settle(open.id(), i % 3 != 0, NOW.plusSeconds(i)))
                .toList()
                .stream()
                .map(DatabaseExtension::await)
                .toList();

        assertThat(settled.stream().distinct()).hasSize(1);
        boolean credited = settled.getFirst().ending() instanceof Recharge.Redeemed;
        assertThat(postings(open)).isEqualTo(credited ? 1 : 0);
        assertThat(state(serial)).isEqualTo(credited ? "redeemed" : "sold");
        booksAreSound();
    }

    @Test
    void whoAsksForTheSameAgainIsPointedToTheFirstAndKeepsItsKey() {
        String serial = shop.sellOne(CHANNEL, "again-buy");
        Recharge open = reserve("again", serial, NUMBER);
        RechargeRequest second = shop.requestKey(CHANNEL, "again-2", "t-again-2");
        Attempt attempt = shop.attempt(second, serial, NUMBER);

        Recharge told = done(await(otherNode.recharges.redeem(attempt, EXTERNAL)));

        assertThat(told.ending()).isEqualTo(new Recharge.BeingRedeemedByYou(open.id()));
        assertThat(await(shop.recharges.findRecharge(CHANNEL, "again-2"))).isEmpty();
        assertThat(shop.standing(attempt).request().orElseThrow().request().key())
                .isEqualTo(second.key());

        await(shop.recharges.settle(open.id(), true, NOW.plusSeconds(5)));
        assertThat(done(await(shop.recharges.redeem(attempt, EXTERNAL))).ending())
                .isInstanceOf(Recharge.AlreadyRedeemedByYou.class);
        booksAreSound();
    }

    @Test
    void anybodyElseIsRefusedWhileItIsOpen() {
        String serial = shop.sellOne(CHANNEL, "else-buy");
        reserve("else", serial, NUMBER);

        Recharge otherNumber = reserve("else-number", serial, "+8613800138009");
        Recharge otherChannel = done(await(shop.recharges.redeem(
                shop.attempt(shop.requestKey(OTHER_CHANNEL, "else-channel", "t"), serial, NUMBER), EXTERNAL)));

        assertThat(otherNumber.ending()).isInstanceOf(Recharge.Refused.class);
        assertThat(otherChannel.ending()).isInstanceOf(Recharge.Refused.class);
        assertThat(DB.number("SELECT count(*) FROM recharge WHERE refused_because = 'voucher_reserved'"))
                .isEqualTo(2);
    }

    @Test
    void oneVoucherAskedForByManyIsReservedOnce() {
        String serial = shop.sellOne(CHANNEL, "contest-buy");
        List<Attempt> attempts = IntStream.range(0, 24)
                .mapToObj(i -> shop.attempt(
                        shop.requestKey(CHANNEL, "contest-" + i, "t-contest-" + i), serial, "+86138001380" + (10 + i)))
                .toList();

        List<Future<Outcome<Recharge>>> asked = IntStream.range(0, 24)
                .mapToObj(i -> (i % 2 == 0 ? shop : otherNode).recharges.redeem(attempts.get(i), EXTERNAL))
                .toList();
        List<Recharge.Ending> endings =
                asked.stream().map(future -> done(await(future)).ending()).toList();

        assertThat(endings.stream().filter(Recharge.Pending.class::isInstance)).hasSize(1);
        assertThat(endings.stream().filter(Recharge.Refused.class::isInstance)).hasSize(23);
    }

    @Test
    void eachIsAskedAboutByOneNodeAtATimeAndEverLater() {
        DB.execute("UPDATE recharge SET ask_at = '2030-01-01' WHERE outcome = 'pending'");
        Recharge open = reserve("due", shop.sellOne(CHANNEL, "due-buy"), NUMBER);
        Instant at = NOW.plusSeconds(1);

        assertThat(due(shop, at.plusSeconds(9))).isEmpty();
        assertThat(due(otherNode, at.plusSeconds(10))).containsExactly(open);
        assertThat(due(shop, at.plusSeconds(19))).isEmpty();
        assertThat(due(shop, at.plusSeconds(20))).containsExactly(open);
        // twice as long, and no longer than the longest
        assertThat(due(shop, at.plusSeconds(39))).isEmpty();
        assertThat(due(shop, at.plusSeconds(40))).containsExactly(open);
        assertThat(due(shop, at.plusSeconds(80))).containsExactly(open);
        assertThat(due(shop, at.plusSeconds(139))).isEmpty();
        assertThat(due(shop, at.plusSeconds(140))).containsExactly(open);

        assertThat(await(shop.recharges.open()).count()).isPositive();
        await(shop.recharges.settle(open.id(), true, at.plusSeconds(200)));
        assertThat(due(shop, at.plusSeconds(10_000))).isEmpty();
    }

    @Test
    void manyNodesShareWhatIsDue() {
        DB.execute("UPDATE recharge SET ask_at = '2030-01-01' WHERE outcome = 'pending'");
        for (int i = 0; i < 12; i++) {
            reserve("share-" + i, shop.sellOne(CHANNEL, "share-buy-" + i), NUMBER);
        }
        Instant now = NOW.plusSeconds(60);

        List<Recharge> taken = IntStream.range(0, 8)
                .mapToObj(i -> (i % 2 == 0 ? shop : otherNode).recharges.takeDue(now, FIRST, LONGEST, 3))
                .toList()
                .stream()
                .flatMap(future -> await(future).stream())
                .toList();

        assertThat(taken).doesNotHaveDuplicates().hasSize(12);
    }

    private static List<Recharge> due(Shop node, Instant now) {
        return await(node.recharges.takeDue(now, FIRST, LONGEST, 10));
    }

    private static Recharge reserve(String reference, String serial, String number) {
        RechargeRequest request = shop.requestKey(CHANNEL, reference, "t-" + reference);
        return done(await(shop.recharges.redeem(shop.attempt(request, serial, number), EXTERNAL)));
    }

    private static String state(String serial) {
        return DB.text("SELECT state FROM voucher WHERE serial_number = '" + serial + "'");
    }

    private static String history(String serial) {
        return DB.text("SELECT string_agg(reason, ',' ORDER BY id) FROM voucher_history WHERE serial_number = '"
                + serial + "'");
    }

    private static long postings(Recharge recharge) {
        return DB.number("SELECT count(*) FROM posting WHERE recharge_id = '" + recharge.id() + "'");
    }

    private static void booksAreSound() {
        assertThat(await(new MoneyAudit(DB.database()).run()).firstDifference()).isEmpty();
    }
}
