package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.CHANNEL;
import static io.sealcharge.platform.persistence.Shop.NOW;
import static io.sealcharge.platform.persistence.Shop.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.app.ChargingGateway;
import io.sealcharge.platform.app.RechargeStore.Attempt;
import io.sealcharge.platform.app.RechargeStore.Rules;
import io.sealcharge.platform.app.Redemptions;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.Replacement;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Value is given once, whichever comes first: a redemption whose charging system answers late, or a replacement. */
@Tag("real")
class ReplacementWhileRedeemingTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static final String NUMBER = "+8613800138000";
    private static final Duration ASK_AFTER = Duration.ofSeconds(10);
    private static final Rules EXTERNAL = new Rules(Duration.ofHours(1), 1_000, ASK_AFTER);
    private static Shop shop;
    private static Swaps swaps;
    private static Database second;
    private static Swaps otherNode;

    private final LateGateway gateway = new LateGateway();
    private Redemptions redemptions;

    @BeforeAll
    static void open() {
        shop = Shop.open(DB.database());
        swaps = new Swaps(shop, DB);
        second = DB.anotherNode();
        otherNode = new Swaps(new Shop(second), DB);
    }

    @AfterAll
    static void booksAreSound() {
        assertThat(await(new MoneyAudit(DB.database()).run()).firstDifference()).isEmpty();
        await(second.close());
    }

    @BeforeEach
    void askAboutWhatIsOpen() {
        redemptions = Redemptions.external(
                shop.recharges,
                gateway,
                InstantSource.fixed(NOW.plusSeconds(60)),
                new Redemptions.Settings(Duration.ofMillis(1), ASK_AFTER, ASK_AFTER, 8));
    }

    /** Credits and answers when it is told to. */
    private static final class LateGateway implements ChargingGateway {
        final List<Redemption> credited = new ArrayList<>();
        final Promise<Verdict> answer = Promise.promise();

        @Override
        public Future<Verdict> credit(Redemption redemption) {
            credited.add(redemption);
            return answer.future();
        }

        @Override
        public Future<Optional<Verdict>> ask(Redemption redemption) {
            return Future.succeededFuture(Optional.empty());
        }
    }

    private static Recharge reserve(String reference, String serial) {
        Attempt attempt = shop.attempt(shop.requestKey(CHANNEL, reference, "t-" + reference), serial, NUMBER);
        return done(await(shop.recharges.redeem(attempt, EXTERNAL)));
    }

    private static String state(String serial) {
        return DB.text("SELECT state FROM voucher WHERE serial_number = '" + serial + "'");
    }

    private static long given(String serial) {
        return DB.number(
                "SELECT coalesce(sum(p.amount_minor), 0) FROM posting p JOIN recharge r ON r.id = p.recharge_id"
                        + " JOIN voucher v ON v.serial_number = r.serial_number WHERE '" + serial
                        + "' IN (v.serial_number, v.replaces)");
    }

    @Test
    void aVoucherBeingRedeemedIsNotReplacedAndTheLateAnswerGivesItsValueOnce() {
        String serial = shop.sellOne(CHANNEL, "late-buy");
        Recharge open = reserve("late", serial);
        Future<Integer> asking = redemptions.resolve();

        assertThat(swaps.replace("late", serial)).isEqualTo(Outcome.refused(Refusal.VOUCHER_RESERVED));
        assertThat(otherNode.replace("late-again", serial)).isEqualTo(Outcome.refused(Refusal.VOUCHER_RESERVED));
        assertThat(state(serial)).isEqualTo("reserved");

        gateway.answer.complete(ChargingGateway.Verdict.CREDITED);
        assertThat(await(asking)).isOne();

        assertThat(gateway.credited).hasSize(1);
        assertThat(await(shop.recharges.getRecharge(CHANNEL, open.id()))
                        .orElseThrow()
                        .ending())
                .isInstanceOf(Recharge.Redeemed.class);
        assertThat(swaps.replace("late", serial)).isEqualTo(Outcome.refused(Refusal.VOUCHER_NOT_REPLACEABLE));
        assertThat(given(serial)).isEqualTo(1_000);
        assertThat(redemptions.contradictions()).isZero();
    }

    @Test
    void aRejectedRedemptionLetsItBeReplacedAndOnlyTheNewPinIsWorthSomething() {
        String serial = shop.sellOne(CHANNEL, "reject-buy");
        reserve("reject", serial);
        Future<Integer> asking = redemptions.resolve();
        assertThat(swaps.replace("reject", serial)).isEqualTo(Outcome.refused(Refusal.VOUCHER_RESERVED));

        gateway.answer.complete(ChargingGateway.Verdict.REJECTED);
        await(asking);
        Replacement made = done(swaps.replace("reject", serial));

        assertThat(reserve("reject-old", serial).ending()).isInstanceOf(Recharge.Refused.class);
        Attempt attempt = swaps.attempt(shop.requestKey(CHANNEL, "reject-new", "t-reject-new"), made, NUMBER);
        Recharge open = done(await(shop.recharges.redeem(attempt, EXTERNAL)));
        assertThat(open.ending()).isInstanceOf(Recharge.Pending.class);
        await(shop.recharges.settle(open.id(), true, NOW.plusSeconds(70)));
        assertThat(given(serial)).isEqualTo(1_000);
    }

    @Test
    void aVoucherThatWasReplacedIsNotRedeemedAndTheChargingSystemIsNeverAsked() {
        String serial = shop.sellOne(CHANNEL, "first-buy");
        done(swaps.replace("first", serial));

        Recharge refused = reserve("first", serial);

        assertThat(refused.ending()).isInstanceOf(Recharge.Refused.class);
        assertThat(DB.text("SELECT refused_because FROM recharge WHERE id = '" + refused.id() + "'"))
                .isEqualTo("voucher_blocked");
        assertThat(await(redemptions.resolve())).isZero();
        assertThat(gateway.credited).isEmpty();
        assertThat(given(serial)).isZero();
    }

    @Test
    void reservedOrReplacedButNeverBoth() {
        for (int round = 0; round < 12; round++) {
            String reference = "race-" + round;
            String serial = shop.sellOne(CHANNEL, reference);
            Attempt attempt = shop.attempt(shop.requestKey(CHANNEL, reference, "t-" + reference), serial, NUMBER);
            var draft = otherNode.draft(reference, serial);

            Future<Outcome<Recharge>> reserved = shop.recharges.redeem(attempt, EXTERNAL);
            Outcome<Replacement> replaced = await(otherNode.replacements.record(draft));
            Recharge recharge = done(await(reserved));

            if (recharge.ending() instanceof Recharge.Pending) {
                assertThat(replaced).isEqualTo(Outcome.refused(Refusal.VOUCHER_RESERVED));
                await(shop.recharges.settle(recharge.id(), true, NOW.plusSeconds(70)));
            } else {
                assertThat(replaced).isInstanceOf(Outcome.Done.class);
                assertThat(recharge.ending()).isInstanceOf(Recharge.Refused.class);
            }
        }
    }
}
