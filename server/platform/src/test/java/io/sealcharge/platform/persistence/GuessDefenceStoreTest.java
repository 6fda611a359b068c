package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.CHANNEL;
import static io.sealcharge.platform.persistence.Shop.NOW;
import static io.sealcharge.platform.persistence.Shop.OTHER_CHANNEL;
import static io.sealcharge.platform.persistence.Shop.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.app.RechargeStanding;
import io.sealcharge.platform.app.RechargeStore.Attempt;
import io.sealcharge.platform.app.RechargeStore.Look;
import io.sealcharge.platform.app.RechargeStore.Refusals;
import io.sealcharge.platform.app.RechargeStore.Rules;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.Refusal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The windows over refusals, on two nodes. */
@Tag("real")
class GuessDefenceStoreTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static final Rules THREE = new Rules(Duration.ofMinutes(10), 3, null);
    private static Shop shop;
    private static Shop otherNode;
    private static int references;

    @BeforeAll
    static void open() {
        shop = Shop.open(DB.database());
        otherNode = new Shop(DB.anotherNode());
    }

    @Test
    void theLastPermittedRefusalBarsTheTerminalWhicheverNodeWritesIt() {
        guess(shop, CHANNEL, "t-bar", "+8613800000001", NOW);
        guess(otherNode, CHANNEL, "t-bar", "+8613800000002", NOW);
        assertThat(barred(CHANNEL, "t-bar")).isFalse();

        Recharge last = guess(shop, CHANNEL, "t-bar", "+8613800000003", NOW);

        assertThat(last.ending()).isInstanceOf(Recharge.Refused.class);
        assertThat(barred(CHANNEL, "t-bar")).isTrue();
        assertThat(await(otherNode.recharges.standing(CHANNEL, "new", "t-bar")).barred())
                .isTrue();
        assertThat(barred(CHANNEL, "t-other")).isFalse();
        assertThat(barred(OTHER_CHANNEL, "t-bar")).isFalse();
        assertThat(DB.text("SELECT barred_by || ' ' || id FROM terminal_bar WHERE terminal = 't-bar'"))
                .isEqualTo("platform " + last.id());
    }

    @Test
    void aBarredTerminalGetsNoKeyAndCannotUseTheOneItHas() {
        String serial = shop.sellOne(CHANNEL, "barred-buy");
        RechargeRequest request = shop.requestKey(CHANNEL, "barred-held", "t-held");
        DB.execute("INSERT INTO terminal_bar VALUES (gen_random_uuid(), '" + CHANNEL
                + "', 't-held', 'seen', 'operator', now())");

        assertThat(await(shop.redeem(shop.attempt(request, serial, "+8613800000004"))))
                .isEqualTo(Outcome.refused(Refusal.TERMINAL_BARRED));
        assertThat(await(shop.recharges.recordRequest(
                        Shop.request(CHANNEL, "barred-next", "t-held", NOW.plusSeconds(120)),
                        Shop.digest("barred-next"),
                        Shop.LIMITS)))
                .isEqualTo(Outcome.refused(Refusal.TERMINAL_BARRED));
        assertThat(DB.number("SELECT count(*) FROM recharge WHERE terminal = 't-held'"))
                .isZero();
        assertThat(DB.number(
                        "SELECT count(*) FROM recharge_request WHERE terminal = 't-held' AND state = 'outstanding'"))
                .isOne();
    }

    @Test
    void aSuccessBetweenRefusalsResetsNothing() {
        guess(shop, CHANNEL, "t-lucky", "+8613800000005", NOW);
        guess(shop, CHANNEL, "t-lucky", "+8613800000005", NOW);
        String serial = shop.sellOne(CHANNEL, "lucky-buy");
        RechargeRequest request = shop.requestKey(CHANNEL, "lucky", "t-lucky");
        assertThat(done(await(shop.recharges.redeem(shop.attempt(request, serial, "+8613800000005"), THREE)))
                        .ending())
                .isInstanceOf(Recharge.Redeemed.class);
        assertThat(barred(CHANNEL, "t-lucky")).isFalse();

        guess(shop, CHANNEL, "t-lucky", "+8613800000005", NOW);

        assertThat(barred(CHANNEL, "t-lucky")).isTrue();
    }

    @Test
    void refusalsBeforeTheWindowDoNotCount() {
        guess(shop, CHANNEL, "t-slow", "+8613800000006", NOW);
        guess(shop, CHANNEL, "t-slow", "+8613800000006", NOW.plusSeconds(30));

        guess(shop, CHANNEL, "t-slow", "+8613800000006", NOW.plusSeconds(601));
        assertThat(barred(CHANNEL, "t-slow")).isFalse();

        guess(shop, CHANNEL, "t-slow", "+8613800000006", NOW.plusSeconds(602));
        assertThat(barred(CHANNEL, "t-slow")).isTrue();
    }

    @Test
    void theCountBeginsAnewWhenTheBarIsLifted() {
        for (int i = 0; i < 3; i++) {
            guess(shop, CHANNEL, "t-lifted", "+8613800000007", NOW.plusSeconds(i));
        }
        DB.execute("UPDATE terminal_bar SET lifted_by = 'op', lift_reason = 'repaired', lifted_at = '"
                + NOW.plusSeconds(60) + "' WHERE terminal = 't-lifted'");
        assertThat(barred(CHANNEL, "t-lifted")).isFalse();

        guess(shop, CHANNEL, "t-lifted", "+8613800000007", NOW.plusSeconds(61));
        guess(shop, CHANNEL, "t-lifted", "+8613800000007", NOW.plusSeconds(62));
        assertThat(barred(CHANNEL, "t-lifted")).isFalse();
        guess(shop, CHANNEL, "t-lifted", "+8613800000007", NOW.plusSeconds(63));
        assertThat(barred(CHANNEL, "t-lifted")).isTrue();
        assertThat(DB.number("SELECT count(*) FROM terminal_bar WHERE terminal = 't-lifted'"))
                .isEqualTo(2);
    }

    @Test
    void aPhoneNumbersRefusalsCountWhoeverSentThem() {
        String number = "+8613800000008";
        guess(shop, CHANNEL, "t-number-1", number, NOW.plusSeconds(1));
        assertThat(number(number, NOW).numberRefusedAt()).isEmpty();
        guess(otherNode, OTHER_CHANNEL, "t-number-2", number, NOW.plusSeconds(2));

        // two are permitted: the window's end is that of the older one
        assertThat(number(number, NOW).numberRefusedAt()).contains(NOW.plusSeconds(2));
        assertThat(number(number, NOW.plusSeconds(2)).numberRefusedAt()).isEmpty();
        assertThat(number("+8613800000009", NOW).numberRefusedAt()).isEmpty();
    }

    @Test
    void refusalsAreCountedByChannel() {
        Instant late = NOW.plus(Duration.ofDays(2));
        guess(shop, CHANNEL, "t-count-1", "+8613800000010", late);
        guess(shop, CHANNEL, "t-count-2", "+8613800000011", late);
        guess(otherNode, OTHER_CHANNEL, "t-count-1", "+8613800000012", late);

        assertThat(await(otherNode.recharges.refusals(late)))
                .containsExactlyInAnyOrder(new Refusals(CHANNEL, 2), new Refusals(OTHER_CHANNEL, 1));
        assertThat(await(shop.recharges.refusals(late.plusSeconds(10)))).isEmpty();
    }

    private static Recharge guess(Shop node, String channel, String terminal, String number, Instant at) {
        String reference = "guess-" + references++;
        RechargeRequest request = Shop.request(channel, reference, terminal, at.plusSeconds(120));
        done(await(node.recharges.recordRequest(request, Shop.digest(reference), Shop.LIMITS)));
        Attempt a = node.attempt(request, "unknown", number);
        return done(await(node.recharges.redeem(
                new Attempt(
                        a.id(),
                        a.channel(),
                        a.reference(),
                        a.requestDigest(),
                        a.terminal(),
                        a.kid(),
                        a.phoneNumber(),
                        a.candidates(),
                        a.bound(),
                        a.traceId(),
                        at.plusSeconds(1)),
                THREE)));
    }

    private static boolean barred(String channel, String terminal) {
        return await(shop.recharges.standing(channel, "none", terminal)).barred();
    }

    private static RechargeStanding number(String number, Instant from) {
        return await(shop.recharges.standing(new Look(CHANNEL, "none", "none", "none", number, from, 2)));
    }
}
