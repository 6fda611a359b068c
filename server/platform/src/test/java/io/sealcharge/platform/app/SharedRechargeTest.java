package io.sealcharge.platform.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.MalformedEnvelopeException;
import io.sealcharge.envelope.P256Point;
import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.RechargeContent;
import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.envelope.RechargeKey;
import io.sealcharge.envelope.SharedKey;
import io.sealcharge.envelope.SymmetricEncryption;
import io.sealcharge.platform.app.Keys.OpenedPin;
import io.sealcharge.platform.app.RechargeStore.KeyOnFile;
import io.sealcharge.platform.app.RechargeStore.KeyState;
import io.sealcharge.platform.app.UnavailableException.Part;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.RechargeKeyGrant;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.SharedKeyOnFile;
import io.sealcharge.platform.domain.SharedKeyOnFile.State;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The second recharge request under a key that the terminal shares. */
final class SharedRechargeTest {
    private static final Caller CALLER = new Caller("shop", Set.of(), "trace-1");
    private static final String PHONE = "+8613800138000";
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final TerminalKeyId KEY = new TerminalKeyId("shop", new UUID(7, 7), 2, 1);
    private static final List<PinIndex> CANDIDATES = List.of(new PinIndex(new byte[32], 1));

    private final List<String> journal = new ArrayList<>();
    private final MemoryRechargeStore recharges = new MemoryRechargeStore(journal);
    private final RecordingKeys keys = new RecordingKeys(journal);
    private Instant now = NOW;
    private final InstantSource clock = () -> now;
    private final CreateRecharge useCase = new CreateRecharge(
            recharges,
            keys,
            new TimeOrderedIds(clock, new SecureRandom()),
            clock,
            new GuessDefence(
                    recharges,
                    clock,
                    time -> Future.succeededFuture(),
                    new GuessDefence.Settings(Duration.ofHours(1), 5, 7, 10, 20, Duration.ofSeconds(2), 1)),
            Redemptions.embedded(recharges, clock));

    @BeforeEach
    void aRequestIsOutstanding() {
        onFile(KeyState.OUTSTANDING, State.ACTIVE, 0);
        keys.opened = new OpenedPin(CANDIDATES, PHONE, "ref-1");
    }

    private void onFile(KeyState state, State keyState, long opened) {
        RechargeRequest request = new RechargeRequest(
                UUID.randomUUID(),
                "shop",
                "ref-1",
                "till-1",
                new RechargeKeyGrant.Shared(KEY),
                NOW.plusSeconds(120),
                NOW);
        SharedKeyOnFile shared = new SharedKeyOnFile(KEY, "till-1", keyState, 0, opened);
        recharges.keys.put(MemoryRechargeStore.at("shop", KEY.kid()), new KeyOnFile(request, state, shared));
        recharges.sharedKids.add(MemoryRechargeStore.at("shop", KEY.kid()));
    }

    private static String envelope(String kid, SymmetricEncryption encryption) {
        try (RechargeContent content =
                        new RechargeContent(new Pin("123456789012345678".toCharArray()), PHONE, "ref-1");
                SharedKey key = new SharedKey(kid, SharedKey.Direction.TO_PLATFORM, new byte[32])) {
            return RechargeEnvelope.seal(content, key, encryption);
        }
    }

    /** To a recharge key that has the name of the shared one. */
    private static String ownEnvelope() {
        P256Point point = P256Point.ofCoordinates(
                "gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0", "SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps");
        RechargeKey key = new RechargeKey(KEY.kid(), point, "urn:x", "ref-1", "shop", "till-1", NOW.plusSeconds(120));
        try (RechargeContent content =
                new RechargeContent(new Pin("123456789012345678".toCharArray()), PHONE, "ref-1")) {
            return RechargeEnvelope.seal(content, key, KeyEncryption.ECDH_ES);
        }
    }

    private Future<Outcome<Recharge>> recharge(String reference, String terminal, String envelope) {
        return useCase.execute(
                CALLER,
                new CreateRecharge.Command(reference, terminal, PHONE, RechargeEnvelope.parse(envelope), envelope));
    }

    private Future<Outcome<Recharge>> recharge() {
        return recharge("ref-1", "till-1", envelope(KEY.kid(), SymmetricEncryption.DIR));
    }

    private void assertRefusedBeforeTheHsm(Future<Outcome<Recharge>> future, Refusal refusal) {
        assertThat(future.result()).isEqualTo(Outcome.refused(refusal));
        assertThat(journal).containsExactly("look");
        journal.clear();
    }

    @ParameterizedTest
    @EnumSource(SymmetricEncryption.class)
    void opensWithTheSharedKeyAndRedeems(SymmetricEncryption encryption) {
        assertThat(recharge("ref-1", "till-1", envelope(KEY.kid(), encryption)).result())
                .isInstanceOf(Outcome.Done.class);

        assertThat(journal).containsExactly("look", "open with shared " + KEY.kid(), "redeem");
        assertThat(recharges.attempts.getFirst().bound()).isTrue();
        assertThat(recharges.attempts.getFirst().kid()).isEqualTo(KEY.kid());
    }

    @Test
    void anUnreadableOneTakesTheSameSteps() {
        keys.opened = new OpenedPin(CANDIDATES, null, null);

        recharge();

        assertThat(journal).containsExactly("look", "open with shared " + KEY.kid(), "redeem");
        assertThat(recharges.attempts.getFirst().bound()).isFalse();
    }

    @Test
    void aRepeatGetsTheStoredAnswerAlsoWhenTheTerminalIsRevoked() {
        String sent = envelope(KEY.kid(), SymmetricEncryption.A256KW);
        Outcome<Recharge> first = recharge("ref-1", "till-1", sent).result();
        onFile(KeyState.USED, State.REVOKED, 1);
        journal.clear();

        assertThat(recharge("ref-1", "till-1", sent).result())
                .isEqualTo(Outcome.replayed(((Outcome.Done<Recharge>) first).value()));
        assertThat(journal).containsExactly("look");
    }

    @Test
    void theRequestsReferenceTerminalAndKeyMustBeTheEnvelopes() {
        String other = new TerminalKeyId("shop", new UUID(7, 7), 1, 1).kid();
        assertRefusedBeforeTheHsm(
                recharge("ref-1", "till-1", envelope(other, SymmetricEncryption.DIR)), Refusal.KID_UNKNOWN);
        recharges.sharedKids.add(MemoryRechargeStore.at("shop", other));
        assertRefusedBeforeTheHsm(
                recharge("ref-1", "till-1", envelope(other, SymmetricEncryption.DIR)), Refusal.KID_FOREIGN);
        assertRefusedBeforeTheHsm(
                recharge("ref-2", "till-1", envelope(KEY.kid(), SymmetricEncryption.DIR)), Refusal.KID_FOREIGN);
        assertRefusedBeforeTheHsm(
                recharge("ref-1", "till-2", envelope(KEY.kid(), SymmetricEncryption.DIR)), Refusal.KID_FOREIGN);
    }

    @Test
    void aKeyThatIsRevokedOrUsedUpIsRefusedBeforeTheHsm() {
        onFile(KeyState.VOID, State.REVOKED, 0);
        assertRefusedBeforeTheHsm(recharge(), Refusal.TERMINAL_REVOKED);
        onFile(KeyState.OUTSTANDING, State.ACTIVE, 1L << 32);
        assertRefusedBeforeTheHsm(recharge(), Refusal.TERMINAL_KEY_EXHAUSTED);
        onFile(KeyState.OUTSTANDING, State.ACTIVE, (1L << 32) - 1);
        assertThat(recharge().result()).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aRetiredKeyFinishesWhatWasBegunWithIt() {
        onFile(KeyState.OUTSTANDING, State.RETIRED, 5);

        assertThat(recharge().result()).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aRequestThatIsUsedVoidOrPastItsTimeIsRefusedAsAnyOther() {
        onFile(KeyState.USED, State.ACTIVE, 1);
        assertRefusedBeforeTheHsm(recharge(), Refusal.KID_USED);
        onFile(KeyState.VOID, State.ACTIVE, 1);
        assertRefusedBeforeTheHsm(recharge(), Refusal.KID_EXPIRED);
        onFile(KeyState.OUTSTANDING, State.ACTIVE, 1);
        now = NOW.plusSeconds(120);
        assertRefusedBeforeTheHsm(recharge(), Refusal.KID_EXPIRED);
    }

    @Test
    void theAlgorithmMustBeOneForSharedKeys() {
        assertThatThrownBy(() -> {
                    throw recharge("ref-1", "till-1", ownEnvelope()).cause();
                })
                .isInstanceOfSatisfying(
                        MalformedEnvelopeException.class,
                        malformed -> assertThat(malformed.field()).isEqualTo("/alg"));
        assertThat(journal).containsExactly("look");
    }

    @Test
    void aSharedKeyRevokedWhileTheEnvelopeWasOpenedIsRefusedAndForgetsNothing() {
        recharges.refusal = Refusal.TERMINAL_REVOKED;

        assertThat(recharge().result()).isEqualTo(Outcome.refused(Refusal.TERMINAL_REVOKED));
        assertThat(journal).containsExactly("look", "open with shared " + KEY.kid(), "redeem");
    }

    @Test
    void aTemporaryFailureOfTheHsmUsesNothingUp() {
        keys.failure = new UnavailableException(Part.HSM, 5, null);

        assertThat(recharge().cause()).isSameAs(keys.failure);
        assertThat(journal).containsExactly("look", "open with shared " + KEY.kid());
    }
}
