package io.sealcharge.platform.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.TerminalPrivateKey;
import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.platform.app.UnavailableException.Part;
import io.sealcharge.platform.domain.KeyHandover;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Page;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.SharedKeyOnFile;
import io.sealcharge.platform.domain.Terminal;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Registering, rotating, revoking and looking at terminals. */
final class TerminalsTest {
    private static final Caller SHOP = new Caller("shop", Set.of(), "trace-1");
    private static final Caller RIVAL = new Caller("rival", Set.of(), "trace-2");
    private static final TerminalPublicKey KEY =
            TerminalPrivateKey.generate(KeyEncryption.ECDH_ES).publicKey();
    private static final TerminalPublicKey OTHER_KEY =
            TerminalPrivateKey.generate(KeyEncryption.ECDH_ES).publicKey();

    private final List<String> journal = new ArrayList<>();
    private final MemoryTerminalStore store = new MemoryTerminalStore(journal);
    private final MemoryChannelStore channels = new MemoryChannelStore();
    private final RecordingKeys keys = new RecordingKeys(journal);
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T08:00:00.123456Z"));
    private final Ids ids = new TimeOrderedIds(clock, new SecureRandom());
    private final RegisterTerminal register = new RegisterTerminal(store, channels, keys, ids, clock);
    private final RotateTerminal rotate = new RotateTerminal(store, channels, keys, clock);
    private final RevokeTerminal revoke = new RevokeTerminal(store, channels);
    private final GetTerminal get = new GetTerminal(store, channels);
    private final ListTerminals list = new ListTerminals(store, channels);

    @BeforeEach
    void channelsAreActive() {
        channels.addActive("shop");
        channels.addActive("rival");
    }

    private Future<Outcome<KeyHandover>> register(Caller caller, String reference, String name, TerminalPublicKey key) {
        return register.execute(caller, new RegisterTerminal.Order(reference, name, key));
    }

    private Future<Outcome<KeyHandover>> rotate(Caller caller, UUID id, String reference, TerminalPublicKey key) {
        return rotate.execute(caller, new RotateTerminal.Order(id, reference, key));
    }

    private KeyHandover registered(String reference, String name) {
        return done(register(SHOP, reference, name, KEY));
    }

    private static <T> T done(Future<Outcome<T>> future) {
        assertThat(future.result()).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<T>) future.result()).value();
    }

    @Test
    void theKeysAreSealedBeforeTheRegistrationIsWritten() {
        KeyHandover first = registered("reg-1", "till-1");

        assertThat(journal)
                .containsExactly(
                        "find handover", "seal terminal keys " + first.key().kid(), "register");
        assertThat(first.key().channel()).isEqualTo("shop");
        assertThat(first.key().generation()).isOne();
        assertThat(first.key().masterEpoch()).isOne();
        assertThat(first.terminal()).isEqualTo("till-1");
        assertThat(first.jkt()).isEqualTo(KEY.thumbprint());
        assertThat(first.envelope()).isEqualTo("keys of " + first.key().kid());
        assertThat(first.createdAt()).isEqualTo("2026-11-22T08:00:00.123Z");
    }

    @Test
    void theSameRegistrationAgainGetsTheFirstAnswerAndCallsNoHsm() {
        KeyHandover first = registered("reg-1", "till-1");
        journal.clear();

        assertThat(register(SHOP, "reg-1", "till-1", KEY).result()).isEqualTo(Outcome.replayed(first));
        assertThat(register(SHOP, "reg-1", "till-1", OTHER_KEY).result())
                .isEqualTo(Outcome.refused(Refusal.REFERENCE_REUSED));
        assertThat(register(SHOP, "reg-1", "till-2", KEY).result())
                .isEqualTo(Outcome.refused(Refusal.REFERENCE_REUSED));
        assertThat(rotate(SHOP, first.key().terminal(), "reg-1", KEY).result())
                .isEqualTo(Outcome.refused(Refusal.REFERENCE_REUSED));
        assertThat(journal).containsOnly("find handover");
    }

    @Test
    void aTerminalThatExistsGetsItsKeysUnderNoOtherReference() {
        registered("reg-1", "till-1");
        journal.clear();

        assertThat(register(SHOP, "reg-2", "till-1", KEY).result()).isEqualTo(Outcome.refused(Refusal.TERMINAL_EXISTS));
        assertThat(journal).containsExactly("find handover");
        assertThat(done(register(RIVAL, "reg-1", "till-1", KEY)).key().terminal())
                .isNotEqualTo(store.terminals.keySet().iterator().next());
    }

    @Test
    void aRevokedNameIsRegisteredAgainUnderAnotherId() {
        KeyHandover first = registered("reg-1", "till-1");
        done(revoke.execute(SHOP, first.key().terminal()));

        KeyHandover second = registered("reg-2", "till-1");

        assertThat(second.key().terminal()).isNotEqualTo(first.key().terminal());
        assertThat(register(SHOP, "reg-1", "till-1", KEY).result()).isEqualTo(Outcome.replayed(first));
    }

    @Test
    void aRotationIsTheNextGenerationAndRetiresTheOneBefore() {
        KeyHandover first = registered("reg-1", "till-1");

        KeyHandover second = done(rotate(SHOP, first.key().terminal(), "rot-1", OTHER_KEY));

        assertThat(second.key().terminal()).isEqualTo(first.key().terminal());
        assertThat(second.key().generation()).isEqualTo(2);
        assertThat(second.terminal()).isEqualTo("till-1");
        assertThat(journal).endsWith("seal terminal keys " + second.key().kid(), "rotate");
        assertThat(store.keys.values())
                .extracting(SharedKeyOnFile::state)
                .containsExactlyInAnyOrder(SharedKeyOnFile.State.RETIRED, SharedKeyOnFile.State.ACTIVE);
        assertThat(rotate(SHOP, first.key().terminal(), "rot-1", OTHER_KEY).result())
                .isEqualTo(Outcome.replayed(second));
        assertThat(rotate(SHOP, first.key().terminal(), "rot-1", KEY).result())
                .isEqualTo(Outcome.refused(Refusal.REFERENCE_REUSED));
    }

    @Test
    void onlyAnActiveTerminalOfTheChannelIsRotated() {
        UUID id = registered("reg-1", "till-1").key().terminal();
        journal.clear();

        assertThat(rotate(RIVAL, id, "rot-1", KEY).result()).isEqualTo(Outcome.refused(Refusal.NOT_FOUND));
        assertThat(rotate(SHOP, new UUID(1, 2), "rot-1", KEY).result()).isEqualTo(Outcome.refused(Refusal.NOT_FOUND));
        done(revoke.execute(SHOP, id));
        assertThat(rotate(SHOP, id, "rot-1", KEY).result()).isEqualTo(Outcome.refused(Refusal.TERMINAL_REVOKED));
        assertThat(journal).containsOnly("find handover");
    }

    @Test
    void keysOfAGenerationThatSomebodyElseTookAreThrownAwayAndTheNextOnesAreSealed() {
        UUID id = registered("reg-1", "till-1").key().terminal();
        store.failures.add(new StaleGenerationException());
        store.failures.add(new StaleGenerationException());

        assertThat(done(rotate(SHOP, id, "rot-1", KEY)).key().generation()).isEqualTo(2);
        for (int i = 0; i < 4; i++) {
            store.failures.add(new StaleGenerationException());
        }
        assertThat(rotate(SHOP, id, "rot-2", KEY).cause())
                .isInstanceOfSatisfying(
                        UnavailableException.class,
                        busy -> assertThat(busy.part()).isEqualTo(Part.CAPACITY));
    }

    @Test
    void aCommitOfUnknownOutcomeIsAskedFor() {
        store.committed = true;
        store.failures.add(new UnavailableException(Part.DATABASE, 2, null));
        Outcome<KeyHandover> registered = register(SHOP, "reg-1", "till-1", KEY).result();
        UUID id = store.terminals.keySet().iterator().next();
        store.failures.add(new UnavailableException(Part.DATABASE, 2, null));
        Outcome<KeyHandover> rotated = rotate(SHOP, id, "rot-1", KEY).result();

        assertThat(registered)
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.replayed()).isFalse());
        assertThat(rotated)
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.replayed()).isFalse());
    }

    @Test
    void aWriteThatDidNotHappenIsUnavailable() {
        UnavailableException away = new UnavailableException(Part.DATABASE, 2, null);
        store.failures.add(away);
        assertThat(register(SHOP, "reg-1", "till-1", KEY).cause()).isSameAs(away);

        UUID id = registered("reg-1", "till-1").key().terminal();
        store.failures.add(away);
        assertThat(rotate(SHOP, id, "rot-1", KEY).cause()).isSameAs(away);
    }

    @Test
    void aFailureOfTheHsmWritesNothing() {
        keys.failure = new UnavailableException(Part.HSM, 5, null);

        assertThat(register(SHOP, "reg-1", "till-1", KEY).cause()).isSameAs(keys.failure);
        assertThat(store.writes).isZero();
    }

    @Test
    void aRevocationIsRepeatableAndOnlyTheChannels() {
        UUID id = registered("reg-1", "till-1").key().terminal();

        assertThat(revoke.execute(RIVAL, id).result()).isEqualTo(Outcome.refused(Refusal.NOT_FOUND));
        assertThat(done(revoke.execute(SHOP, id)).state()).isEqualTo(Terminal.State.REVOKED);
        assertThat(done(revoke.execute(SHOP, id)).state()).isEqualTo(Terminal.State.REVOKED);
        assertThat(store.keys.values()).extracting(SharedKeyOnFile::state).containsOnly(SharedKeyOnFile.State.REVOKED);
    }

    @Test
    void terminalsAreSeenByTheirChannelOnly() {
        KeyHandover one = registered("reg-1", "till-1");
        KeyHandover two = registered("reg-2", "till-2");

        Terminal seen = done(get.execute(SHOP, one.key().terminal()));
        assertThat(seen.kid()).hasToString(one.key().kid());
        assertThat(seen.name()).isEqualTo("till-1");
        assertThat(get.execute(RIVAL, one.key().terminal()).result()).isEqualTo(Outcome.refused(Refusal.NOT_FOUND));
        Page<Terminal> first = done(list.execute(SHOP, null, null, 1));
        assertThat(first.items()).containsExactly(seen);
        assertThat(first.next()).isEqualTo(seen.id().toString());
        assertThat(done(list.execute(SHOP, null, seen.id(), 1)).items())
                .extracting(Terminal::id)
                .containsExactly(two.key().terminal());
        assertThat(done(list.execute(SHOP, "till-1", null, 1)).next()).isNull();
        assertThat(done(list.execute(RIVAL, null, null, 9)).items()).isEmpty();
    }

    @Test
    void aSuspendedChannelGetsNothing() {
        UUID id = registered("reg-1", "till-1").key().terminal();
        channels.suspend("shop");

        List<Future<? extends Outcome<?>>> all = List.of(
                register(SHOP, "reg-1", "till-1", KEY),
                rotate(SHOP, id, "rot-1", KEY),
                revoke.execute(SHOP, id),
                get.execute(SHOP, id),
                list.execute(SHOP, null, null, 9));

        assertThat(all)
                .allSatisfy(future ->
                        assertThat((Object) future.result()).isEqualTo(Outcome.refused(Refusal.CHANNEL_SUSPENDED)));
    }
}
