package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.CHANNEL;
import static io.sealcharge.platform.persistence.Shop.NOW;
import static io.sealcharge.platform.persistence.Shop.OTHER_CHANNEL;
import static io.sealcharge.platform.persistence.Shop.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.platform.app.StaleGenerationException;
import io.sealcharge.platform.app.TerminalStore;
import io.sealcharge.platform.app.TerminalStore.Wanted;
import io.sealcharge.platform.domain.Catalogue;
import io.sealcharge.platform.domain.KeyHandover;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.Terminal;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("real")
class PgTerminalStoreTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static Shop shop;
    private static Database second;
    private static List<TerminalStore> nodes;

    @BeforeAll
    static void open() {
        shop = Shop.open(DB.database());
        second = DB.anotherNode();
        nodes = List.of(shop.terminals, new PgTerminalStore(second));
    }

    @AfterAll
    static void booksAreSound() {
        assertThat(await(new MoneyAudit(DB.database()).run()).firstDifference()).isEmpty();
        await(second.close());
    }

    private static KeyHandover handover(TerminalKeyId key, String name, String reference) {
        return new KeyHandover(key, name, reference, "jkt", "envelope of " + UUID.randomUUID(), NOW);
    }

    private static KeyHandover first(String channel, String name, String reference) {
        return handover(new TerminalKeyId(channel, UUID.randomUUID(), 1, 1), name, reference);
    }

    private static KeyHandover next(TerminalKeyId key, String name, String reference) {
        return handover(new TerminalKeyId(key.channel(), key.terminal(), key.generation() + 1, 2), name, reference);
    }

    private static Outcome<KeyHandover> register(KeyHandover handover) {
        return await(shop.terminals.register(handover, digest(handover.reference())));
    }

    private static Outcome<KeyHandover> rotate(KeyHandover handover) {
        return await(shop.terminals.rotate(handover, digest(handover.reference())));
    }

    private static String states(TerminalKeyId key) {
        return DB.text("SELECT t.state || ':' || string_agg(k.generation || k.state, ',' ORDER BY k.generation)"
                + " FROM terminal t JOIN terminal_key k ON k.terminal_id = t.id WHERE t.id = '" + key.terminal()
                + "' GROUP BY t.state");
    }

    @Test
    void aRegistrationIsKeptWithItsAnswer() {
        KeyHandover made = first(CHANNEL, "kept", "kept-1");

        assertThat(register(made)).isEqualTo(Outcome.done(made));

        assertThat(await(shop.terminals.findHandover(CHANNEL, "kept-1"))
                        .orElseThrow()
                        .answer())
                .isEqualTo(made);
        assertThat(await(shop.terminals.findHandover(OTHER_CHANNEL, "kept-1"))).isEmpty();
        Terminal terminal = new Terminal(made.key().terminal(), CHANNEL, "kept", Terminal.State.ACTIVE, 1, NOW);
        assertThat(await(shop.terminals.get(CHANNEL, terminal.id()))).contains(terminal);
        assertThat(await(shop.terminals.get(OTHER_CHANNEL, terminal.id()))).isEmpty();
        assertThat(await(shop.terminals.findActive(CHANNEL, "kept"))).contains(terminal);
        assertThat(states(made.key())).isEqualTo("active:1active");
    }

    @Test
    void theSameReferenceIsTheFirstAnswerOrRefused() {
        KeyHandover made = first(CHANNEL, "again", "again-1");
        register(made);

        assertThat(register(made)).isEqualTo(Outcome.done(made));
        assertThat(register(first(CHANNEL, "again", "again-1"))).isEqualTo(Outcome.replayed(made));
        KeyHandover other = first(CHANNEL, "again-other", "again-1");
        assertThat(await(shop.terminals.register(other, digest("other body"))))
                .isEqualTo(Outcome.refused(Refusal.REFERENCE_REUSED));
        KeyHandover rotation = next(made.key(), "again", "again-1");
        assertThat(await(shop.terminals.rotate(rotation, digest("rotation"))))
                .isEqualTo(Outcome.refused(Refusal.REFERENCE_REUSED));
        assertThat(states(made.key())).isEqualTo("active:1active");
    }

    @Test
    void aNameIsRegisteredOnceUntilItIsRevokedAndInEachChannel() {
        KeyHandover made = first(CHANNEL, "name", "name-1");
        register(made);

        assertThat(register(first(CHANNEL, "name", "name-2"))).isEqualTo(Outcome.refused(Refusal.TERMINAL_EXISTS));
        assertThat(register(first(OTHER_CHANNEL, "name", "name-1"))).isInstanceOf(Outcome.Done.class);
        assertThat(await(shop.terminals.revoke(CHANNEL, made.key().terminal()))
                        .orElseThrow()
                        .state())
                .isEqualTo(Terminal.State.REVOKED);
        assertThat(await(shop.terminals.findActive(CHANNEL, "name"))).isEmpty();
        // a reference that was refused is still free
        KeyHandover again = first(CHANNEL, "name", "name-2");
        assertThat(register(again)).isEqualTo(Outcome.done(again));
        assertThat(await(shop.terminals.list(CHANNEL, new Wanted("name", null, 9))))
                .extracting(Terminal::state)
                .containsExactlyInAnyOrder(Terminal.State.ACTIVE, Terminal.State.REVOKED);
    }

    @Test
    void aRotationRetiresTheGenerationBefore() {
        KeyHandover made = first(CHANNEL, "turn", "turn-1");
        register(made);
        KeyHandover second = next(made.key(), "turn", "turn-2");

        assertThat(rotate(second)).isEqualTo(Outcome.done(second));
        assertThat(rotate(second)).isEqualTo(Outcome.done(second));
        assertThat(rotate(next(made.key(), "turn", "turn-2"))).isEqualTo(Outcome.replayed(second));
        assertThat(states(made.key())).isEqualTo("active:1retired,2active");
        assertThat(await(shop.terminals.get(CHANNEL, made.key().terminal()))
                        .orElseThrow()
                        .generation())
                .isEqualTo(2);
        assertThatThrownBy(() -> rotate(next(made.key(), "turn", "turn-3")))
                .isInstanceOf(StaleGenerationException.class);
        assertThat(rotate(next(second.key(), "turn", "turn-3"))).isInstanceOf(Outcome.Done.class);
        assertThat(states(made.key())).isEqualTo("active:1retired,2retired,3active");
    }

    @Test
    void onlyAnActiveTerminalOfTheChannelIsRotated() {
        KeyHandover made = first(CHANNEL, "fixed", "fixed-1");
        register(made);
        TerminalKeyId theirs = new TerminalKeyId(OTHER_CHANNEL, made.key().terminal(), 1, 1);

        assertThat(rotate(next(theirs, "fixed", "fixed-2"))).isEqualTo(Outcome.refused(Refusal.NOT_FOUND));
        await(shop.terminals.revoke(CHANNEL, made.key().terminal()));
        assertThat(rotate(next(made.key(), "fixed", "fixed-2"))).isEqualTo(Outcome.refused(Refusal.TERMINAL_REVOKED));
        assertThat(states(made.key())).isEqualTo("revoked:1revoked");
    }

    @Test
    void aRevocationIsTheChannelsEndsAllGenerationsAndMayBeRepeated() {
        KeyHandover made = first(CHANNEL, "end", "end-1");
        register(made);
        rotate(next(made.key(), "end", "end-2"));
        UUID id = made.key().terminal();

        assertThat(await(shop.terminals.revoke(OTHER_CHANNEL, id))).isEmpty();
        assertThat(states(made.key())).isEqualTo("active:1retired,2active");
        Terminal revoked = new Terminal(id, CHANNEL, "end", Terminal.State.REVOKED, 2, NOW);
        assertThat(await(shop.terminals.revoke(CHANNEL, id))).contains(revoked);
        assertThat(await(shop.terminals.revoke(CHANNEL, id))).contains(revoked);
        assertThat(states(made.key())).isEqualTo("revoked:1revoked,2revoked");
    }

    @Test
    void aSuspendedChannelWritesNothing() {
        await(new CatalogueImport(DB.database()).apply(new Catalogue(List.of(), List.of(Shop.channel("idle", 1_000)))));
        KeyHandover made = first("idle", "till", "idle-1");
        register(made);
        DB.execute("UPDATE channel SET active = false WHERE id = 'idle'");

        assertThat(register(first("idle", "till-2", "idle-2"))).isEqualTo(Outcome.refused(Refusal.CHANNEL_SUSPENDED));
        assertThat(rotate(next(made.key(), "till", "idle-3"))).isEqualTo(Outcome.refused(Refusal.CHANNEL_SUSPENDED));
        assertThat(states(made.key())).isEqualTo("active:1active");
    }

    @Test
    void terminalsAreListedInOrderPieceByPiece() {
        await(new CatalogueImport(DB.database()).apply(new Catalogue(List.of(), List.of(Shop.channel("many", 1_000)))));
        for (int i = 0; i < 5; i++) {
            register(first("many", "till-" + i, "many-" + i));
        }

        List<Terminal> all = await(shop.terminals.list("many", new Wanted(null, null, 9)));

        assertThat(all)
                .hasSize(5)
                .isSortedAccordingTo((a, b) -> a.id().toString().compareTo(b.id().toString()));
        assertThat(await(shop.terminals.list("many", new Wanted(null, all.get(1).id(), 2))))
                .containsExactly(all.get(2), all.get(3));
        assertThat(await(shop.terminals.list("many", new Wanted("till-3", null, 9))))
                .extracting(Terminal::name)
                .containsExactly("till-3");
    }

    @Test
    void ofManyRegistrationsOfOneNameExactlyOneWins() {
        List<Outcome<KeyHandover>> outcomes = together(24, i -> {
            KeyHandover handover = first(CHANNEL, "wanted", "wanted-" + i);
            return nodes.get(i % 2).register(handover, digest(handover.reference()));
        });

        assertThat(outcomes.stream().filter(Outcome.Done.class::isInstance)).hasSize(1);
        assertThat(outcomes.stream().filter(Outcome.refused(Refusal.TERMINAL_EXISTS)::equals))
                .hasSize(23);
        assertThat(DB.number("SELECT count(*) FROM terminal_key k JOIN terminal t ON t.id = k.terminal_id"
                        + " WHERE t.name = 'wanted'"))
                .isOne();
    }

    @Test
    void oneRegistrationManyTimesIsOneTerminalWithOneAnswer() {
        List<Outcome<KeyHandover>> outcomes =
                together(24, i -> nodes.get(i % 2).register(first(CHANNEL, "once", "once"), digest("once")));

        assertThat(outcomes.stream().map(Shop::done).distinct()).hasSize(1);
    }

    @Test
    void rotationsAtTheSameMomentHandOutEachGenerationOnce() {
        KeyHandover made = first(CHANNEL, "spin", "spin");
        register(made);

        List<Boolean> won = together(
                16,
                i -> nodes.get(i % 2)
                        .rotate(next(made.key(), "spin", "spin-" + i), digest("spin-" + i))
                        .map(outcome -> outcome instanceof Outcome.Done)
                        .recover(stale -> stale instanceof StaleGenerationException
                                ? Future.succeededFuture(false)
                                : Future.failedFuture(stale)));

        assertThat(won.stream().filter(Boolean::booleanValue)).hasSize(1);
        assertThat(states(made.key())).isEqualTo("active:1retired,2active");
    }

    @Test
    void aRevocationAmidRotationsAndRequestsLeavesNothingAlive() {
        for (int round = 0; round < 8; round++) {
            String name = "storm-" + round;
            KeyHandover made = first(CHANNEL, name, name);
            register(made);

            together(6, i -> switch (i) {
                case 2 -> shop.terminals.revoke(CHANNEL, made.key().terminal());
                case 0, 4 ->
                    nodes.get(1)
                            .rotate(next(made.key(), name, name + i), digest(name + i))
                            .otherwiseEmpty();
                default ->
                    shop.recharges.recordRequest(
                            Shop.sharedRequest(name + i, name, made.key()), digest(name + i), Shop.LIMITS);
            });

            assertThat(states(made.key())).doesNotContain("active", "retired");
            assertThat(DB.number("SELECT count(*) FROM recharge_request WHERE state = 'outstanding' AND terminal = '"
                            + name + "'"))
                    .isZero();
        }
    }

    private static <T> List<T> together(int count, IntFunction<Future<? extends T>> act) {
        List<Future<? extends T>> futures =
                IntStream.range(0, count).<Future<? extends T>>mapToObj(act).toList();
        return futures.stream().<T>map(DatabaseExtension::await).toList();
    }
}
