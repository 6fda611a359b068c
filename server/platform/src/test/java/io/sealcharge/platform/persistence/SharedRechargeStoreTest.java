package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.CHANNEL;
import static io.sealcharge.platform.persistence.Shop.NOW;
import static io.sealcharge.platform.persistence.Shop.OTHER_CHANNEL;
import static io.sealcharge.platform.persistence.Shop.digest;
import static io.sealcharge.platform.persistence.Shop.done;
import static io.sealcharge.platform.persistence.Shop.money;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.app.RechargeStanding;
import io.sealcharge.platform.app.RechargeStore.Attempt;
import io.sealcharge.platform.app.RechargeStore.KeyOnFile;
import io.sealcharge.platform.app.RechargeStore.KeyState;
import io.sealcharge.platform.app.RechargeStore.Limits;
import io.sealcharge.platform.app.RechargeStore.RecordedRequest;
import io.sealcharge.platform.domain.KeyHandover;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.SharedKeyOnFile;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.sealcharge.platform.domain.TerminalKid;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Recharge requests and recharges under keys that terminals share. */
@Tag("real")
class SharedRechargeStoreTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static final String NUMBER = "+8613800138000";
    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = Shop.open(DB.database());
    }

    @AfterAll
    static void booksAreSound() {
        assertThat(await(new MoneyAudit(DB.database()).run()).firstDifference()).isEmpty();
    }

    private static long opened(TerminalKeyId key) {
        return DB.number("SELECT opened FROM terminal_key WHERE terminal_id = '" + key.terminal()
                + "' AND generation = " + key.generation());
    }

    private static void set(TerminalKeyId key, String assignment) {
        DB.execute("UPDATE terminal_key SET " + assignment + " WHERE terminal_id = '" + key.terminal()
                + "' AND generation = " + key.generation());
    }

    private static String state(String reference) {
        return DB.text("SELECT state FROM recharge_request WHERE reference = '" + reference + "'");
    }

    private static Outcome<RecordedRequest> record(RechargeRequest request) {
        return await(shop.recharges.recordRequest(request, digest(request.reference()), Shop.LIMITS));
    }

    private static Outcome<Recharge> redeem(Attempt attempt) {
        return await(shop.redeem(attempt));
    }

    @Test
    void aRequestIsKeptWithTheKeyThatItNames() {
        TerminalKeyId key = shop.register(CHANNEL, "kept");
        RechargeRequest request = Shop.sharedRequest("kept", "kept", key);

        assertThat(done(record(request))).isEqualTo(new RecordedRequest(request, List.of()));

        assertThat(await(shop.recharges.findRequest(CHANNEL, "kept"))
                        .orElseThrow()
                        .answer())
                .isEqualTo(request);
        assertThat(await(shop.recharges.standing(CHANNEL, "kept", "kept"))
                        .stored()
                        .orElseThrow()
                        .answer())
                .isEqualTo(request);
        RechargeStanding standing = shop.standing(shop.attempt(request, "unknown", NUMBER));
        assertThat(standing.request())
                .contains(new KeyOnFile(
                        request,
                        KeyState.OUTSTANDING,
                        new SharedKeyOnFile(key, "kept", SharedKeyOnFile.State.ACTIVE, 0, 0)));
        assertThat(standing.sharedKey()).isTrue();
        assertThat(await(new PgSharedKeyStore(DB.database()).findKey(CHANNEL, new TerminalKid(key.terminal(), 1))))
                .contains(new SharedKeyOnFile(key, "kept", SharedKeyOnFile.State.ACTIVE, 0, 0));
    }

    @Test
    void aRechargeIsRedeemedCountedAndRepeated() {
        TerminalKeyId key = shop.register(CHANNEL, "value");
        String serial = shop.sellOne(CHANNEL, "value-buy");
        RechargeRequest request = shop.requestShared("value", "value", key);
        Attempt attempt = shop.attempt(request, serial, "+8613700137000");

        Recharge first = done(redeem(attempt));

        assertThat(first.ending())
                .isEqualTo(new Recharge.Redeemed(new Recharge.Receipt(
                        attempt.id(), "value", serial, "+8613700137000", money(1_000), attempt.at())));
        assertThat(opened(key)).isOne();
        assertThat(state("value")).isEqualTo("used");
        assertThat(redeem(shop.attempt(request, serial, "+8613700137000"))).isEqualTo(Outcome.replayed(first));
        assertThat(opened(key)).isOne();

        // the key goes on: another reference, the same kid, and a refusal counts as well
        RechargeRequest second = shop.requestShared("value-2", key.terminal().toString(), key);
        assertThat(second.key().kid()).isEqualTo(request.key().kid());
        assertThat(done(redeem(shop.attempt(second, "unknown", NUMBER))).ending())
                .isInstanceOf(Recharge.Refused.class);
        assertThat(opened(key)).isEqualTo(2);
    }

    @Test
    void aRequestReplacesTheTerminalsUnusedOneOfWhateverKind() {
        TerminalKeyId key = shop.register(CHANNEL, "swap");
        RechargeRequest own = shop.requestKey(CHANNEL, "swap-1", "swap");

        RecordedRequest shared = done(record(Shop.sharedRequest("swap-2", "swap", key)));
        assertThat(shared.voided())
                .extracting(voided -> voided.kid())
                .containsExactly(own.key().kid());
        RecordedRequest sharedAgain = done(record(Shop.sharedRequest("swap-3", "swap", key)));
        assertThat(sharedAgain.voided()).isEmpty();
        shop.requestKey(CHANNEL, "swap-4", "swap");

        assertThat(state("swap-1")).isEqualTo("void");
        assertThat(state("swap-2")).isEqualTo("void");
        assertThat(state("swap-3")).isEqualTo("void");
        assertThat(redeem(shop.attempt(sharedAgain.request(), "unknown", NUMBER)))
                .isEqualTo(Outcome.refused(Refusal.KID_EXPIRED));
        assertThat(opened(key)).isZero();
    }

    @Test
    void onlyAnActiveKeyOfTheChannelTakesARequest() {
        TerminalKeyId key = shop.register(CHANNEL, "gate");
        RechargeRequest request = Shop.sharedRequest("gate", "gate", key);
        TerminalKeyId theirs = new TerminalKeyId(OTHER_CHANNEL, key.terminal(), 1, 1);
        TerminalKeyId later = new TerminalKeyId(CHANNEL, key.terminal(), 2, 1);

        assertThat(record(Shop.sharedRequest("gate", "gate", theirs))).isEqualTo(Outcome.refused(Refusal.KID_UNKNOWN));
        assertThat(record(Shop.sharedRequest("gate", "gate", later))).isEqualTo(Outcome.refused(Refusal.KID_UNKNOWN));
        set(key, "opened = 4294967296");
        assertThat(record(request)).isEqualTo(Outcome.refused(Refusal.TERMINAL_KEY_EXHAUSTED));
        set(key, "opened = 0, state = 'retired'");
        assertThat(record(request)).isEqualTo(Outcome.refused(Refusal.TERMINAL_REVOKED));
        set(key, "state = 'active'");
        await(shop.terminals.revoke(CHANNEL, key.terminal()));
        assertThat(record(request)).isEqualTo(Outcome.refused(Refusal.TERMINAL_REVOKED));
        assertThat(await(shop.recharges.findRequest(CHANNEL, "gate"))).isEmpty();
    }

    @Test
    void aRevocationVoidsTheTerminalsRequestsUnderItsKeys() {
        TerminalKeyId key = shop.register(CHANNEL, "lost");
        TerminalKeyId other = shop.register(CHANNEL, "found");
        RechargeRequest request = shop.requestShared("lost", "lost", key);
        shop.requestShared("found", "found", other);

        await(shop.terminals.revoke(CHANNEL, key.terminal()));

        assertThat(state("lost")).isEqualTo("void");
        assertThat(state("found")).isEqualTo("outstanding");
        assertThat(redeem(shop.attempt(request, "unknown", NUMBER)))
                .isEqualTo(Outcome.refused(Refusal.TERMINAL_REVOKED));
        assertThat(opened(key)).isZero();
    }

    @Test
    void aRetiredKeyFinishesWhatWasBegunWithIt() {
        TerminalKeyId key = shop.register(CHANNEL, "turn");
        RechargeRequest request = shop.requestShared("turn", "turn", key);
        KeyHandover next = new KeyHandover(
                new TerminalKeyId(CHANNEL, key.terminal(), 2, 1), "turn", "turn-rotate", "jkt", "envelope", NOW);
        done(await(shop.terminals.rotate(next, digest("turn-rotate"))));

        assertThat(redeem(shop.attempt(request, "unknown", NUMBER))).isInstanceOf(Outcome.Done.class);
        assertThat(opened(key)).isOne();
    }

    @Test
    void theLastMessageIsOpenedAndNoneAfterIt() {
        TerminalKeyId key = shop.register(CHANNEL, "spent");
        set(key, "opened = 4294967295");
        RechargeRequest last = shop.requestShared("spent-1", "spent", key);
        RechargeRequest beyond = shop.requestShared("spent-2", key.terminal().toString(), key);

        assertThat(redeem(shop.attempt(last, "unknown", NUMBER))).isInstanceOf(Outcome.Done.class);
        assertThat(redeem(shop.attempt(beyond, "unknown", NUMBER)))
                .isEqualTo(Outcome.refused(Refusal.TERMINAL_KEY_EXHAUSTED));
        assertThat(opened(key)).isEqualTo(1L << 32);
        assertThat(state("spent-2")).isEqualTo("outstanding");
    }

    @Test
    void aKidMustBeTheRequestsOwn() {
        TerminalKeyId key = shop.register(CHANNEL, "mine");
        TerminalKeyId other = shop.register(CHANNEL, "mine-too");
        RechargeRequest request = shop.requestShared("mine", "mine", key);
        String unknown = new TerminalKeyId(CHANNEL, UUID.randomUUID(), 1, 1).kid();

        assertThat(redeem(withKid(request, unknown))).isEqualTo(Outcome.refused(Refusal.KID_UNKNOWN));
        assertThat(redeem(withKid(request, other.kid()))).isEqualTo(Outcome.refused(Refusal.KID_FOREIGN));
        RechargeRequest own = shop.requestKey(CHANNEL, "mine-own", "t-mine");
        assertThat(redeem(withKid(request, own.key().kid()))).isEqualTo(Outcome.refused(Refusal.KID_FOREIGN));
        assertThat(redeem(withKid(own, key.kid()))).isEqualTo(Outcome.refused(Refusal.KID_FOREIGN));
        // whatever became of the many requests that were made under it
        assertThat(shop.standing(withKid(own, key.kid())).elsewhere()).isEmpty();
        TerminalKeyId theirs = shop.register(OTHER_CHANNEL, "mine");
        assertThat(redeem(withKid(request, theirs.kid()))).isEqualTo(Outcome.refused(Refusal.KID_UNKNOWN));
        assertThat(opened(key)).isZero();
    }

    private static Attempt withKid(RechargeRequest request, String kid) {
        Attempt attempt = shop.attempt(request, "unknown", NUMBER);
        return new Attempt(
                attempt.id(),
                attempt.channel(),
                attempt.reference(),
                attempt.requestDigest(),
                attempt.terminal(),
                kid,
                attempt.phoneNumber(),
                attempt.candidates(),
                attempt.bound(),
                attempt.traceId(),
                attempt.at());
    }

    @Test
    void quotasExpiryAndBarsHoldAsForAnyRequest() {
        TerminalKeyId key = shop.register(CHANNEL, "quota");
        shop.requestKey(CHANNEL, "quota-1", "t-quota");
        RechargeRequest request = Shop.sharedRequest("quota-2", "quota", key);

        assertThat(await(shop.recharges.recordRequest(request, digest("quota-2"), new Limits(1, 1_000))))
                .isEqualTo(Outcome.refused(Refusal.TOO_MANY_OUTSTANDING));
        assertThat(done(record(request)).request()).isEqualTo(request);
        await(shop.recharges.expireKeys(NOW.plusSeconds(121), 1_000));
        assertThat(state("quota-2")).isEqualTo("void");
        DB.execute("INSERT INTO terminal_bar (id, channel_id, terminal, reason, barred_by, barred_at)"
                + " VALUES (gen_random_uuid(), '" + CHANNEL + "', 'quota', 'why', 'operator', now())");
        assertThat(record(Shop.sharedRequest("quota-3", "quota", key)))
                .isEqualTo(Outcome.refused(Refusal.TERMINAL_BARRED));
    }
}
