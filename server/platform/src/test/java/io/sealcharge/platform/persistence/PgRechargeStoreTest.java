package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.CHANNEL;
import static io.sealcharge.platform.persistence.Shop.NOW;
import static io.sealcharge.platform.persistence.Shop.OTHER_CHANNEL;
import static io.sealcharge.platform.persistence.Shop.done;
import static io.sealcharge.platform.persistence.Shop.money;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.app.RechargeStore.Attempt;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.Catalogue;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.RechargeKeyGrant;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.VoucherState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("real")
class PgRechargeStoreTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static final String NUMBER = "+8613800138000";
    private static final String OTHER_NUMBER = "+8613900139000";
    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = Shop.open(DB.database());
    }

    @Test
    void aVoucherIsRedeemedWithItsOwnValue() {
        String serial = shop.sellOne(CHANNEL, "value-buy");
        RechargeRequest request = shop.requestKey(CHANNEL, "value", "t-value");
        Attempt attempt = shop.attempt(request, serial, "+8613700137000");

        Recharge answered = done(await(shop.redeem(attempt)));

        assertThat(answered.ending())
                .isEqualTo(new Recharge.Redeemed(new Recharge.Receipt(
                        attempt.id(), "value", serial, "+8613700137000", money(1_000), attempt.at())));
        assertThat(await(shop.recharges.balances("+8613700137000"))).containsExactly(money(1_000));
        assertThat(await(shop.vouchers.findVoucher(CHANNEL, serial))
                        .orElseThrow()
                        .state())
                .isEqualTo(VoucherState.REDEEMED);
        assertThat(await(shop.recharges.getRecharge(CHANNEL, attempt.id()))).contains(answered);
        assertThat(await(shop.recharges.findRecharge(CHANNEL, "value"))
                        .orElseThrow()
                        .answer())
                .isEqualTo(answered);
        assertThat(await(shop.recharges.getRecharge(OTHER_CHANNEL, attempt.id())))
                .isEmpty();
    }

    @Test
    void severalVouchersAddUp() {
        String number = "+8613700137001";
        shop.recharge(CHANNEL, "sum-1", shop.sellOne(CHANNEL, "sum-buy-1"), number);
        shop.recharge(OTHER_CHANNEL, "sum-2", shop.sellOne(CHANNEL, "sum-buy-2"), number);

        assertThat(await(shop.recharges.balances(number))).containsExactly(money(2_000));
        assertThat(await(shop.recharges.balances("+8613700137002"))).isEmpty();
    }

    @Test
    void theKeyIsSpentAndItsCopyGoneWhateverTheEnding() {
        RechargeRequest request = shop.requestKey(CHANNEL, "spent", "t-spent");
        Attempt attempt = shop.attempt(request, "no such voucher", NUMBER);
        assertThat(shop.standing(attempt).request().orElseThrow().request().key())
                .isEqualTo(request.key());

        Recharge refused = done(await(shop.redeem(attempt)));

        assertThat(refused.ending()).isEqualTo(new Recharge.Refused("trace-spent"));
        assertThat(shop.standing(attempt).stored().orElseThrow().answer()).isEqualTo(refused);
        var key = shop.standing(attempt).request().orElseThrow();
        assertThat(key.state()).isEqualTo(io.sealcharge.platform.app.RechargeStore.KeyState.USED);
        assertThat(assigned(key.request()).wrappedPrivateKey()).isNull();
    }

    @Test
    void theSameRequestAgainGetsTheFirstAnswer() {
        String serial = shop.sellOne(CHANNEL, "repeat-buy");
        RechargeRequest request = shop.requestKey(CHANNEL, "repeat", "t-repeat");
        Recharge first = done(await(shop.redeem(shop.attempt(request, serial, NUMBER))));
        RechargeRequest refusing = shop.requestKey(CHANNEL, "repeat-refused", "t-repeat");
        Recharge refused = done(await(shop.redeem(shop.attempt(refusing, "unknown", NUMBER))));

        assertThat(await(shop.redeem(shop.attempt(request, serial, NUMBER)))).isEqualTo(Outcome.replayed(first));
        Attempt again = shop.attempt(refusing, "unknown", NUMBER);
        assertThat(await(shop.redeem(new Attempt(
                        again.id(),
                        again.channel(),
                        again.reference(),
                        again.requestDigest(),
                        again.terminal(),
                        again.kid(),
                        again.phoneNumber(),
                        again.candidates(),
                        again.bound(),
                        "another trace",
                        again.at()))))
                .isEqualTo(Outcome.replayed(refused));
    }

    @Test
    void theSameReferenceWithAnotherBodyIsRefused() {
        RechargeRequest request = shop.requestKey(CHANNEL, "other-body", "t-other-body");
        await(shop.redeem(shop.attempt(request, "unknown", NUMBER)));

        assertThat(await(shop.redeem(shop.attempt(request, "unknown", OTHER_NUMBER))))
                .isEqualTo(Outcome.refused(Refusal.REFERENCE_REUSED));
    }

    @Test
    void whoAsksForTheSameNumberAgainGetsTheFirstReceipt() {
        String serial = shop.sellOne(CHANNEL, "already-buy");
        String number = "+8613700137003";
        Recharge first = shop.recharge(CHANNEL, "already-1", serial, number);

        Recharge second = shop.recharge(CHANNEL, "already-2", serial, number);

        var receipt = ((Recharge.Redeemed) first.ending()).receipt();
        assertThat(second.ending()).isEqualTo(new Recharge.AlreadyRedeemedByYou(receipt));
        assertThat(await(shop.recharges.getRecharge(CHANNEL, second.id()))).contains(second);
        assertThat(await(shop.recharges.balances(number))).containsExactly(money(1_000));
    }

    @Test
    void everyThingLearntByDecryptingIsOneRefusal() {
        String redeemed = shop.sellOne(CHANNEL, "uniform-redeemed");
        shop.recharge(CHANNEL, "uniform-first", redeemed, NUMBER);
        String sold = shop.sellOne(CHANNEL, "uniform-sold");

        assertThat(refusal("uniform-1", request -> shop.attempt(request, "unknown", NUMBER)))
                .isEqualTo("pin_unknown");
        assertThat(refusal("uniform-2", request -> shop.attempt(request, redeemed, OTHER_NUMBER)))
                .isEqualTo("voucher_redeemed");
        assertThat(refusal("uniform-3", request -> unbound(shop.attempt(request, sold, NUMBER))))
                .isEqualTo("not_bound");
        assertThat(refusal("uniform-4", request -> {
                    DB.execute("UPDATE voucher SET expires_at = '2026-11-22T08:00:01.123Z' WHERE serial_number = '"
                            + sold + "'");
                    return shop.attempt(request, sold, NUMBER);
                }))
                .isEqualTo("voucher_expired");
        RechargeRequest foreign = shop.requestKey(OTHER_CHANNEL, "uniform-5", "t");
        assertThat(done(await(shop.redeem(shop.attempt(foreign, redeemed, NUMBER))))
                        .ending())
                .isInstanceOf(Recharge.Refused.class);
        assertThat(await(shop.vouchers.findVoucher(CHANNEL, sold)).orElseThrow().state())
                .isEqualTo(VoucherState.SOLD);
    }

    @Test
    void aVoucherIsFoundUnderAnyLiveEpochButOnlyItsOwn() {
        String serial = shop.sellOne(CHANNEL, "epochs-buy");
        PinIndex right = new PinIndex(Shop.digest("pin of " + serial), 1);
        PinIndex wrongEpoch = new PinIndex(right.value(), 2);
        PinIndex other = new PinIndex(Shop.digest("in another epoch"), 2);

        assertThat(refusal("epochs-1", request -> with(shop.attempt(request, serial, NUMBER), List.of(wrongEpoch))))
                .isEqualTo("pin_unknown");
        RechargeRequest request = shop.requestKey(CHANNEL, "epochs-2", "t-epochs");
        assertThat(done(await(shop.redeem(with(shop.attempt(request, serial, NUMBER), List.of(other, right)))))
                        .ending())
                .isInstanceOf(Recharge.Redeemed.class);
    }

    @Test
    void aPinThatTwoVouchersAnswerToIsRefusedWithAnAlarm() {
        String first = shop.sellOne(CHANNEL, "ambiguous-1");
        String second = shop.sellOne(CHANNEL, "ambiguous-2");
        List<PinIndex> both = List.of(
                new PinIndex(Shop.digest("pin of " + first), 1), new PinIndex(Shop.digest("pin of " + second), 1));
        double alarms = alarms();

        assertThat(refusal("ambiguous", request -> with(shop.attempt(request, first, NUMBER), both)))
                .isEqualTo("pin_ambiguous");

        assertThat(alarms()).isEqualTo(alarms + 1);
        assertThat(await(shop.vouchers.findVoucher(CHANNEL, first))
                        .orElseThrow()
                        .state())
                .isEqualTo(VoucherState.SOLD);
    }

    @Test
    void aKeyIsGoodOnceInItsTimeAndForItsRequest() {
        RechargeRequest request = shop.requestKey(CHANNEL, "key", "t-key");
        Attempt attempt = shop.attempt(request, "unknown", NUMBER);
        Instant expiry = request.expiresAt();

        assertThat(redeem(change(attempt, "key", "kid-unheard-of", "t-key", attempt.at())))
                .isEqualTo(Outcome.refused(Refusal.KID_UNKNOWN));
        assertThat(redeem(change(attempt, "key", attempt.kid(), "t-key", expiry)))
                .isEqualTo(Outcome.refused(Refusal.KID_EXPIRED));
        assertThat(redeem(change(attempt, "key", attempt.kid(), "another-terminal", attempt.at())))
                .isEqualTo(Outcome.refused(Refusal.KID_FOREIGN));
        assertThat(redeem(change(attempt, "another-reference", attempt.kid(), "t-key", attempt.at())))
                .isEqualTo(Outcome.refused(Refusal.KID_FOREIGN));
        // none of that was a use
        assertThat(redeem(change(attempt, "key", attempt.kid(), "t-key", expiry.minusMillis(1))))
                .isInstanceOf(Outcome.Done.class);
        assertThat(DB.number("SELECT count(*) FROM recharge WHERE reference IN ('key', 'another-reference')"))
                .isOne();
    }

    @Test
    void anotherChannelsKeyIsUnknown() {
        RechargeRequest request = shop.requestKey(CHANNEL, "theirs", "t-theirs");
        Attempt attempt = shop.attempt(request, "unknown", NUMBER);
        Attempt stolen = new Attempt(
                UUID.randomUUID(),
                OTHER_CHANNEL,
                attempt.reference(),
                attempt.requestDigest(),
                attempt.terminal(),
                attempt.kid(),
                attempt.phoneNumber(),
                attempt.candidates(),
                true,
                "trace",
                attempt.at());

        assertThat(redeem(stolen)).isEqualTo(Outcome.refused(Refusal.KID_UNKNOWN));
        assertThat(shop.standing(stolen).request()).isEmpty();
        assertThat(shop.standing(stolen).elsewhere()).isEmpty();
    }

    @Test
    void aWindowsKeyAtAnotherReferenceIsToldByTheRequestThatCanStillUseIt() {
        AssignedKey window = Shop.windowKey("told");
        for (String state : List.of("void", "used", "outstanding")) {
            RechargeRequest request = Shop.under(
                    window, Shop.request(CHANNEL, "window-" + state, "t-window-" + state, NOW.plusSeconds(120)));
            done(await(shop.recharges.recordRequest(request, Shop.digest(state), Shop.LIMITS)));
            if (!state.equals("outstanding")) {
                end("window-" + state, state);
            }
        }
        RechargeRequest own = shop.requestKey(CHANNEL, "window-own", "t-window-own");
        Attempt attempt = shop.attempt(own, "unknown", NUMBER);
        Attempt foreign = change(attempt, "window-own", window.kid(), "t-window-own", attempt.at());

        assertThat(redeem(foreign)).isEqualTo(Outcome.refused(Refusal.KID_FOREIGN));
        end("window-outstanding", "void");
        assertThat(redeem(foreign)).isEqualTo(Outcome.refused(Refusal.KID_USED));
        end("window-used", "void");
        assertThat(redeem(foreign)).isEqualTo(Outcome.refused(Refusal.KID_EXPIRED));
    }

    private static void end(String reference, String state) {
        DB.execute("UPDATE recharge_request SET state = '" + state + "', wrapped_private_key = NULL"
                + " WHERE reference = '" + reference + "'");
    }

    @Test
    void aUsedKeyWhoseRechargeIsNotThisOneIsRefusedAsUsed() {
        RechargeRequest request = shop.requestKey(CHANNEL, "used", "t-used");
        DB.execute("UPDATE recharge_request SET state = 'used', wrapped_private_key = NULL WHERE reference = 'used'");

        assertThat(redeem(shop.attempt(request, "unknown", NUMBER))).isEqualTo(Outcome.refused(Refusal.KID_USED));
        DB.execute("UPDATE recharge_request SET state = 'void' WHERE reference = 'used'");
    }

    @Test
    void aNewRequestOfTheTerminalVoidsItsUnusedKey() {
        RechargeRequest old = shop.requestKey(CHANNEL, "void-1", "t-void");
        RechargeRequest fresh = Shop.request(CHANNEL, "void-2", "t-void", NOW.plusSeconds(120));

        var recorded = done(await(shop.recharges.recordRequest(fresh, Shop.digest("void-2"), Shop.LIMITS)));

        assertThat(recorded.request()).isEqualTo(fresh);
        assertThat(recorded.voided()).singleElement().satisfies(voided -> {
            assertThat(voided.kid()).isEqualTo(old.key().kid());
            assertThat(voided.publicPoint()).isEqualTo(assigned(old).publicPoint());
            assertThat(voided.wrappedPrivateKey()).isNull();
        });
        assertThat(redeem(shop.attempt(old, "unknown", NUMBER))).isEqualTo(Outcome.refused(Refusal.KID_EXPIRED));
    }

    @Test
    void theSameFirstRequestAgainGetsTheSameKeyAndVoidsNothing() {
        RechargeRequest first = shop.requestKey(CHANNEL, "first-again", "t-first-again");
        RechargeRequest again = Shop.request(CHANNEL, "first-again", "t-first-again", NOW.plusSeconds(240));

        var outcome = await(shop.recharges.recordRequest(again, Shop.digest("first-again"), Shop.LIMITS));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.replayed()).isTrue());
        assertThat(done(outcome).request()).isEqualTo(first);
        assertThat(done(outcome).voided()).isEmpty();
        assertThat(await(shop.recharges.recordRequest(again, Shop.digest("another body"), Shop.LIMITS)))
                .isEqualTo(Outcome.refused(Refusal.REFERENCE_REUSED));
        assertThat(await(shop.recharges.findRequest(CHANNEL, "first-again"))
                        .orElseThrow()
                        .answer())
                .isEqualTo(first);
    }

    @Test
    void aSuspendedChannelGetsNoKeyAndNoRecharge() {
        await(new CatalogueImport(DB.database())
                .apply(new Catalogue(List.of(), List.of(Shop.channel("suspended", 1_000)))));
        RechargeRequest request = shop.requestKey("suspended", "before", "t");
        DB.execute("UPDATE channel SET active = false WHERE id = 'suspended'");

        RechargeRequest next = Shop.request("suspended", "after", "t", NOW.plusSeconds(120));
        assertThat(await(shop.recharges.recordRequest(next, Shop.digest("after"), Shop.LIMITS)))
                .isEqualTo(Outcome.refused(Refusal.CHANNEL_SUSPENDED));
        assertThat(redeem(shop.attempt(request, "unknown", NUMBER)))
                .isEqualTo(Outcome.refused(Refusal.CHANNEL_SUSPENDED));
        assertThat(DB.number("SELECT count(*) FROM recharge_request WHERE channel_id = 'suspended'"
                        + " AND state = 'outstanding'"))
                .isOne();
    }

    private String refusal(String reference, java.util.function.Function<RechargeRequest, Attempt> attempt) {
        RechargeRequest request = shop.requestKey(CHANNEL, reference, "t-" + reference);
        Recharge recharge = done(await(shop.redeem(attempt.apply(request))));
        assertThat(recharge.ending()).isEqualTo(new Recharge.Refused("trace-" + reference));
        assertThat(await(shop.recharges.getRecharge(CHANNEL, recharge.id()))).contains(recharge);
        return DB.text("SELECT refused_because FROM recharge WHERE id = '" + recharge.id() + "'");
    }

    private static AssignedKey assigned(RechargeRequest request) {
        return ((RechargeKeyGrant.Assigned) request.key()).key();
    }

    private static Outcome<Recharge> redeem(Attempt attempt) {
        return await(shop.redeem(attempt));
    }

    private static Attempt unbound(Attempt a) {
        return new Attempt(
                a.id(),
                a.channel(),
                a.reference(),
                a.requestDigest(),
                a.terminal(),
                a.kid(),
                a.phoneNumber(),
                a.candidates(),
                false,
                a.traceId(),
                a.at());
    }

    private static Attempt with(Attempt a, List<PinIndex> candidates) {
        return new Attempt(
                a.id(),
                a.channel(),
                a.reference(),
                a.requestDigest(),
                a.terminal(),
                a.kid(),
                a.phoneNumber(),
                candidates,
                a.bound(),
                a.traceId(),
                a.at());
    }

    private static Attempt change(Attempt a, String reference, String kid, String terminal, Instant at) {
        return new Attempt(
                a.id(),
                a.channel(),
                reference,
                a.requestDigest(),
                terminal,
                kid,
                a.phoneNumber(),
                a.candidates(),
                a.bound(),
                a.traceId(),
                at);
    }

    private static double alarms() {
        return shop.meters.counter("sealcharge.recharge.ambiguous.pins").count();
    }
}
