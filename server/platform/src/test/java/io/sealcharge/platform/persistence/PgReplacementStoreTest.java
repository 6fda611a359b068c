package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.CHANNEL;
import static io.sealcharge.platform.persistence.Shop.NOW;
import static io.sealcharge.platform.persistence.Shop.OTHER_CHANNEL;
import static io.sealcharge.platform.persistence.Shop.PAR;
import static io.sealcharge.platform.persistence.Shop.done;
import static io.sealcharge.platform.persistence.Shop.money;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.platform.app.PinCollisionException;
import io.sealcharge.platform.app.ReplacementStore.Draft;
import io.sealcharge.platform.app.SealingKey;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.Replacement;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one statement makes sure of when a voucher is given in the place of another. */
@Tag("real")
class PgReplacementStoreTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static Shop shop;
    private static Swaps swaps;
    private static Database second;
    private static Swaps otherNode;

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

    private static String state(String serial) {
        return DB.text("SELECT state FROM voucher WHERE serial_number = '" + serial + "'");
    }

    private static String history(String serial) {
        return DB.text("SELECT string_agg(concat_ws('>', from_state, to_state) || ' by ' || reason, ', ' ORDER BY id)"
                + " FROM voucher_history WHERE serial_number = '" + serial + "'");
    }

    private static long replacementsOf(String serial) {
        return DB.number("SELECT count(*) FROM replacement WHERE old_serial = '" + serial + "'");
    }

    @Test
    void theOldVoucherIsBlockedTheNewOneIsSoldAndNoMoneyMoves() {
        Purchase bought = shop.sell(CHANNEL, "plain-buy", PAR, 2);
        String old = bought.vouchers().getFirst().face().serialNumber();
        long postings = DB.number("SELECT count(*) FROM posting");
        Draft draft = swaps.draft("plain", old);

        Replacement made = done(await(swaps.replacements.record(draft)));

        String serial = made.face().serialNumber();
        assertThat(made.envelope()).isEqualTo("envelope of " + serial);
        assertThat(made.face().faceValue()).isEqualTo(money(1_000));
        assertThat(made.face().expiresAt())
                .isEqualTo(bought.vouchers().getFirst().face().expiresAt());
        assertThat(state(old)).isEqualTo("blocked");
        assertThat(history(old)).isEqualTo("sold by purchase, sold>blocked by replacement");
        assertThat(state(serial)).isEqualTo("sold");
        assertThat(history(serial)).isEqualTo("sold by replacement");
        assertThat(DB.number("SELECT count(*) FROM posting")).isEqualTo(postings);
        assertThat(await(shop.vouchers.getPurchase(CHANNEL, bought.id()))).contains(bought);
        assertThat(await(swaps.replacements.find(CHANNEL, "plain"))
                        .orElseThrow()
                        .answer())
                .isEqualTo(made);
        assertThat(await(swaps.replacements.find(OTHER_CHANNEL, "plain"))).isEmpty();

        Recharge theft = shop.recharge(CHANNEL, "plain-old", old, "+8613800138001");
        Recharge recharge = done(await(
                shop.redeem(swaps.attempt(shop.requestKey(CHANNEL, "plain-new", "t-plain"), made, "+8613800138001"))));

        assertThat(theft.ending()).isInstanceOf(Recharge.Refused.class);
        assertThat(recharge.ending()).isInstanceOf(Recharge.Redeemed.class);
        assertThat(await(shop.recharges.balances("+8613800138001"))).containsExactly(money(1_000));
    }

    @Test
    void aRepeatGetsTheFirstAnswerAndAnotherBodyIsRefused() {
        String old = shop.sellOne(CHANNEL, "repeat-buy");
        Draft first = swaps.draft("repeat", old);
        Replacement made = done(await(swaps.replacements.record(first)));

        assertThat(swaps.replace("repeat", old)).isEqualTo(Outcome.replayed(made));
        // as after a lost connection: its own PIN is there already
        assertThat(await(otherNode.replacements.record(first))).isEqualTo(Outcome.done(made));
        assertThat(swaps.replace("repeat", shop.sellOne(CHANNEL, "repeat-other")))
                .isEqualTo(Outcome.refused(Refusal.REFERENCE_REUSED));
        assertThat(swaps.replace("repeat-new", old)).isEqualTo(Outcome.refused(Refusal.VOUCHER_NOT_REPLACEABLE));
        assertThat(replacementsOf(old)).isOne();
    }

    @Test
    void theNewVoucherCanBeReplacedInItsTurn() {
        String old = shop.sellOne(CHANNEL, "chain-buy");
        Replacement first = done(swaps.replace("chain-1", old));
        Replacement next = done(swaps.replace("chain-2", first.face().serialNumber()));

        assertThat(state(first.face().serialNumber())).isEqualTo("blocked");
        assertThat(state(next.face().serialNumber())).isEqualTo("sold");
        assertThat(next.purchase()).isEqualTo(first.purchase());
    }

    @Test
    void oneVoucherReplacedByManyAtOnceIsReplacedOnce() {
        String old = shop.sellOne(CHANNEL, "contest-buy");

        List<Outcome<Replacement>> outcomes = IntStream.range(0, 24)
                .mapToObj(i -> swaps.draft("contest-" + i, old))
                .toList()
                .stream()
                .map(draft -> (draft.hashCode() % 2 == 0 ? swaps : otherNode).replacements.record(draft))
                .toList()
                .stream()
                .map(DatabaseExtension::await)
                .toList();

        assertThat(outcomes.stream().filter(Outcome.Done.class::isInstance)).hasSize(1);
        assertThat(outcomes.stream().filter(Outcome.refused(Refusal.VOUCHER_NOT_REPLACEABLE)::equals))
                .hasSize(23);
        assertThat(DB.number("SELECT count(*) FROM voucher WHERE replaces = '" + old + "'"))
                .isOne();
    }

    @Test
    void oneRequestSentManyTimesAtOnceIsOneReplacement() {
        String old = shop.sellOne(CHANNEL, "eager-buy");

        List<Future<Outcome<Replacement>>> asked =
                IntStream.range(0, 16).mapToObj(i -> swaps.draft("eager", old)).toList().stream()
                        .map(draft -> (draft.hashCode() % 2 == 0 ? swaps : otherNode).replacements.record(draft))
                        .toList();
        List<Replacement> answers =
                asked.stream().map(future -> done(await(future))).distinct().toList();

        assertThat(answers).hasSize(1);
    }

    @Test
    void redeemedOrReplacedButNeverBoth() {
        for (int round = 0; round < 12; round++) {
            String old = shop.sellOne(CHANNEL, "race-buy-" + round);
            String number = "+86139001390" + (10 + round);
            String reference = "race-" + round;
            Draft draft = swaps.draft(reference, old);
            var attempt = shop.attempt(shop.requestKey(CHANNEL, reference, "t-" + reference), old, number);

            Future<Outcome<Replacement>> replaced;
            Future<Outcome<Recharge>> redeemed;
            if (round % 2 == 0) {
                replaced = otherNode.replacements.record(draft);
                redeemed = shop.redeem(attempt);
            } else {
                redeemed = shop.redeem(attempt);
                replaced = otherNode.replacements.record(draft);
            }
            boolean swapped = await(replaced) instanceof Outcome.Done;
            boolean spent = done(await(redeemed)).ending() instanceof Recharge.Redeemed;

            assertThat(swapped).as("round %d", round).isNotEqualTo(spent);
            assertThat(state(old)).isEqualTo(swapped ? "blocked" : "redeemed");
        }
    }

    @Test
    void whatIsSpentExpiredBlockedOrNotItsOwnIsNotReplaced() {
        String spent = shop.sellOne(CHANNEL, "spent-buy");
        shop.recharge(CHANNEL, "spent", spent, "+8613800138009");
        assertThat(swaps.replace("spent", spent)).isEqualTo(Outcome.refused(Refusal.VOUCHER_NOT_REPLACEABLE));

        String old = shop.sellOne(CHANNEL, "late-buy");
        Draft late = swaps.draft("late", old, Swaps.OWN, NOW.plus(Duration.ofDays(PAR.validityDays())));
        assertThat(await(swaps.replacements.record(late))).isEqualTo(Outcome.refused(Refusal.VOUCHER_NOT_REPLACEABLE));

        String foreign = shop.sellOne(OTHER_CHANNEL, "foreign-buy");
        Draft draft = swaps.draft("foreign", old);
        assertThat(await(swaps.replacements.findCandidate(CHANNEL, swaps.purchaseOf(foreign), foreign)))
                .isEmpty();
        assertThat(await(swaps.replacements.record(of(draft, swaps.purchaseOf(foreign), foreign))))
                .isEqualTo(Outcome.refused(Refusal.NOT_FOUND));
        String sibling = shop.sellOne(CHANNEL, "sibling-buy");
        assertThat(await(swaps.replacements.record(of(draft, swaps.purchaseOf(sibling), old))))
                .isEqualTo(Outcome.refused(Refusal.NOT_FOUND));

        DB.execute("UPDATE channel SET active = false WHERE id = '" + CHANNEL + "'");
        assertThat(await(swaps.replacements.record(draft))).isEqualTo(Outcome.refused(Refusal.CHANNEL_SUSPENDED));
        DB.execute("UPDATE channel SET active = true WHERE id = '" + CHANNEL + "'");
        // nothing of all that has used the reference up
        assertThat(await(swaps.replacements.record(draft))).isInstanceOf(Outcome.Done.class);
    }

    private static Draft of(Draft draft, UUID purchase, String serial) {
        return new Draft(
                draft.id(),
                draft.channel(),
                draft.reference(),
                draft.requestDigest(),
                draft.terminal(),
                purchase,
                serial,
                draft.key(),
                draft.at(),
                draft.voucher());
    }

    @Test
    void aVoucherOfALockedBatchWaits() {
        String old = shop.sellOne(CHANNEL, "batch-buy");
        DB.execute("INSERT INTO batch (id, product_id, origin, state, quantity, produced, request_digest, created_at)"
                + " VALUES ('locked', 'par', 'generated', 'locked', 1, 1, sha256('b'), now())");
        DB.execute("UPDATE voucher SET batch_id = 'locked', batch_ordinal = 1 WHERE serial_number = '" + old + "'");

        assertThat(swaps.replace("batch", old)).isEqualTo(Outcome.refused(Refusal.STATE_CONFLICT));
        DB.execute("UPDATE batch SET state = 'void' WHERE id = 'locked'");
        assertThat(swaps.replace("batch", old)).isEqualTo(Outcome.refused(Refusal.STATE_CONFLICT));
        DB.execute("UPDATE batch SET state = 'active' WHERE id = 'locked'");
        Replacement made = done(swaps.replace("batch", old));
        assertThat(DB.text("SELECT coalesce(batch_id, 'none') FROM voucher WHERE serial_number = '"
                        + made.face().serialNumber() + "'"))
                .isEqualTo("none");

        DB.execute("UPDATE voucher SET batch_id = NULL, batch_ordinal = NULL WHERE serial_number = '" + old + "'");
        DB.execute("DELETE FROM batch WHERE id = 'locked'");
    }

    @Test
    void aSharedKeyIsCountedAndEndsAtItsLimitOrWithItsTerminal() {
        SealingKey.Shared key = swaps.share(CHANNEL, "till-count");
        String where = " WHERE terminal_id = '" + key.id().terminal() + "'";
        String first = shop.sellOne(CHANNEL, "count-buy-1");
        Draft draft = swaps.draft("count-1", first, key, NOW);
        Replacement made = done(await(swaps.replacements.record(draft)));

        assertThat(DB.number("SELECT sealed FROM terminal_key" + where)).isOne();
        assertThat(DB.text("SELECT key_generation || ' ' || coalesce(jkt, 'no jkt') FROM replacement WHERE id = '"
                        + made.id() + "'"))
                .isEqualTo("1 no jkt");

        DB.execute("UPDATE terminal_key SET sealed = 4294967295" + where);
        Draft last = swaps.draft("count-2", shop.sellOne(CHANNEL, "count-buy-2"), key, NOW);
        assertThat(await(swaps.replacements.record(last))).isInstanceOf(Outcome.Done.class);
        String third = shop.sellOne(CHANNEL, "count-buy-3");
        Draft over = swaps.draft("count-3", third, key, NOW);
        assertThat(await(swaps.replacements.record(over))).isEqualTo(Outcome.refused(Refusal.TERMINAL_KEY_EXHAUSTED));
        DB.execute("UPDATE terminal_key SET sealed = 5, state = 'revoked'" + where);
        DB.execute(
                "UPDATE terminal SET state = 'revoked' WHERE id = '" + key.id().terminal() + "'");
        assertThat(await(swaps.replacements.record(over))).isEqualTo(Outcome.refused(Refusal.TERMINAL_REVOKED));
        assertThat(state(third)).isEqualTo("sold");
        assertThat(DB.number("SELECT sealed FROM terminal_key" + where)).isEqualTo(5);
    }

    @Test
    void aPinThatAnyLiveEpochKnowsIsNotGivenOutAgain() {
        String old = shop.sellOne(CHANNEL, "pin-buy");
        Replacement known = done(swaps.replace("pin-first", shop.sellOne(CHANNEL, "pin-other")));
        PinIndex stored = Swaps.indexes(known.face().serialNumber()).getFirst();
        PinIndex fresh = new PinIndex(Shop.digest("fresh"), 3);

        for (List<PinIndex> indexes : List.of(List.of(stored, fresh), List.of(fresh, stored))) {
            Draft draft = swaps.draft("pin", old, Swaps.OWN, NOW, "8000000000000000", indexes);
            assertThatThrownBy(() -> await(swaps.replacements.record(draft))).isInstanceOf(PinCollisionException.class);
        }
        Draft sameSerial = swaps.draft("pin", old, Swaps.OWN, NOW, known.face().serialNumber(), List.of(fresh));
        assertThatThrownBy(() -> await(swaps.replacements.record(sameSerial)))
                .isInstanceOf(PinCollisionException.class);
        assertThat(state(old)).isEqualTo("sold");
        assertThat(swaps.replace("pin", old)).isInstanceOf(Outcome.Done.class);
    }
}
