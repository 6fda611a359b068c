package io.sealcharge.platform.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.P256Point;
import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.RechargeContent;
import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.envelope.RechargeKey;
import io.sealcharge.platform.app.CreateRecharge.Command;
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
import io.vertx.core.Future;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class CreateRechargeTest {
    private static final Caller CALLER = new Caller("shop", Set.of(), "trace-1");
    private static final String PHONE = "+8613800138000";
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final P256Point POINT = point();
    private static final String KID = POINT.thumbprint();
    private static final String ENVELOPE = envelope();
    private static final List<PinIndex> CANDIDATES =
            List.of(new PinIndex(new byte[32], 2), new PinIndex(new byte[32], 1));

    private static final GuessDefence.Settings DEFENCE =
            new GuessDefence.Settings(Duration.ofHours(1), 5, 7, 10, 20, Duration.ofSeconds(2), 1);

    private final List<String> journal = new ArrayList<>();
    private final MemoryRechargeStore recharges = new MemoryRechargeStore(journal);
    private final RecordingKeys keys = new RecordingKeys(journal);
    private Instant now = NOW;
    private final InstantSource clock = () -> now;
    private final List<Duration> pauses = new ArrayList<>();
    private final GuessDefence defence = new GuessDefence(recharges, clock, this::pause, DEFENCE);
    private final CreateRecharge useCase = new CreateRecharge(
            recharges,
            keys,
            new TimeOrderedIds(clock, new SecureRandom()),
            clock,
            defence,
            Redemptions.embedded(recharges, clock));

    private Future<Void> pause(Duration time) {
        pauses.add(time);
        return Future.succeededFuture();
    }

    private static P256Point point() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return P256Point.of((ECPublicKey) generator.generateKeyPair().getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String envelope() {
        RechargeKey key = new RechargeKey(
                POINT.thumbprint(), POINT, "urn:sealcharge:local", "ref-1", "shop", "till-1", NOW.plusSeconds(120));
        try (RechargeContent content =
                new RechargeContent(new Pin("123456789012345678".toCharArray()), PHONE, "ref-1")) {
            return RechargeEnvelope.seal(content, key, KeyEncryption.ECDH_ES);
        }
    }

    @BeforeEach
    void aKeyIsOutstanding() {
        onFile(KeyState.OUTSTANDING);
        keys.opened = new OpenedPin(CANDIDATES, PHONE, "ref-1");
    }

    private void onFile(KeyState state) {
        RechargeRequest request = new RechargeRequest(
                UUID.randomUUID(),
                "shop",
                "ref-1",
                "till-1",
                new RechargeKeyGrant.Assigned(RecordingKeys.key(KID), "statement"),
                NOW.plusSeconds(120),
                NOW);
        recharges.keys.put(MemoryRechargeStore.at("shop", KID), new KeyOnFile(request, state));
    }

    private static Command command(String reference, String terminal, String phone, String envelope) {
        return new Command(reference, terminal, phone, RechargeEnvelope.parse(envelope), envelope);
    }

    private Future<Outcome<Recharge>> recharge() {
        return useCase.execute(CALLER, command("ref-1", "till-1", PHONE, ENVELOPE));
    }

    @Test
    void opensWithTheRequestsKeyRedeemsAndForgetsTheKey() {
        assertThat(recharge().result()).isInstanceOf(Outcome.Done.class);

        assertThat(journal).containsExactly("look", "open with " + KID, "redeem", "forget " + KID);
        RechargeStore.Attempt attempt = recharges.attempts.getFirst();
        assertThat(attempt.bound()).isTrue();
        assertThat(attempt.candidates()).isEqualTo(CANDIDATES);
        assertThat(attempt.kid()).isEqualTo(KID);
        assertThat(attempt.traceId()).isEqualTo("trace-1");
        assertThat(attempt.at()).isEqualTo(NOW);
    }

    @Test
    void aRepeatGetsTheStoredAnswerAndCallsNoHsm() {
        Outcome<Recharge> first = recharge().result();
        journal.clear();
        onFile(KeyState.USED);

        Outcome<Recharge> again = recharge().result();

        assertThat(again).isEqualTo(new Outcome.Done<>(((Outcome.Done<Recharge>) first).value(), true));
        assertThat(journal).containsExactly("look");
    }

    static Stream<Command> commandsThatDifferInOneField() {
        return Stream.of(
                command("ref-1", "till-2", PHONE, ENVELOPE),
                command("ref-1", "till-1", "+8613800138001", ENVELOPE),
                command("ref-1", "till-1", PHONE, envelope()));
    }

    @ParameterizedTest
    @MethodSource("commandsThatDifferInOneField")
    void theSameReferenceWithAnotherBodyIsRefusedAndCallsNoHsm(Command other) {
        recharge();
        journal.clear();

        assertThat(useCase.execute(CALLER, other).result()).isEqualTo(Outcome.refused(Refusal.REFERENCE_REUSED));
        assertThat(journal).containsExactly("look");
    }

    @Test
    void aSuspendedChannelGetsNoStoredAnswer() {
        recharge();
        recharges.active = false;

        assertThat(recharge().result()).isEqualTo(Outcome.refused(Refusal.CHANNEL_SUSPENDED));
    }

    private void assertRefusedBeforeTheHsm(Future<Outcome<Recharge>> future, Refusal refusal) {
        assertThat(future.result()).isEqualTo(Outcome.refused(refusal));
        assertThat(journal).containsExactly("look");
    }

    @Test
    void aKidThatThisChannelWasNeverGivenIsUnknown() {
        recharges.keys.clear();

        assertRefusedBeforeTheHsm(recharge(), Refusal.KID_UNKNOWN);
    }

    @Test
    void aKidOfAnotherReferenceIsForeign() {
        assertRefusedBeforeTheHsm(
                useCase.execute(CALLER, command("ref-2", "till-1", PHONE, ENVELOPE)), Refusal.KID_FOREIGN);
    }

    @Test
    void aKidOfAnotherTerminalIsForeign() {
        assertRefusedBeforeTheHsm(
                useCase.execute(CALLER, command("ref-1", "till-2", PHONE, ENVELOPE)), Refusal.KID_FOREIGN);
    }

    @Test
    void aUsedKeyIsRefusedAsKidUsedAlsoPastItsTime() {
        onFile(KeyState.USED);
        now = NOW.plusSeconds(1000);

        assertRefusedBeforeTheHsm(recharge(), Refusal.KID_USED);
    }

    @Test
    void aUsedKeyIsRefusedAsKidUsedUnderANewReferenceToo() {
        onFile(KeyState.USED);

        assertRefusedBeforeTheHsm(
                useCase.execute(CALLER, command("ref-2", "till-1", PHONE, ENVELOPE)), Refusal.KID_USED);
    }

    @Test
    void aVoidedKeyIsRefusedAsKidExpired() {
        onFile(KeyState.VOID);

        assertRefusedBeforeTheHsm(recharge(), Refusal.KID_EXPIRED);
    }

    @Test
    void aKeyIsGoodUntilJustBeforeItExpires() {
        now = NOW.plusSeconds(120);
        assertRefusedBeforeTheHsm(recharge(), Refusal.KID_EXPIRED);

        now = NOW.plusSeconds(120).minusMillis(1);
        assertThat(recharge().result()).isInstanceOf(Outcome.Done.class);
    }

    static Stream<OpenedPin> contentsThatAreNotBound() {
        return Stream.of(
                new OpenedPin(CANDIDATES, "+8613800138001", "ref-1"),
                new OpenedPin(CANDIDATES, PHONE, "ref-2"),
                new OpenedPin(CANDIDATES, null, null));
    }

    @ParameterizedTest
    @MethodSource("contentsThatAreNotBound")
    void contentThatDoesNotRepeatTheRequestTakesTheSameWayUnbound(OpenedPin opened) {
        keys.opened = opened;

        recharge();

        assertThat(recharges.attempts.getFirst().bound()).isFalse();
        assertThat(recharges.attempts.getFirst().candidates()).isEqualTo(CANDIDATES);
        assertThat(journal).endsWith("redeem", "forget " + KID);
    }

    @Test
    void aTemporaryFailureOfTheHsmUsesNothingUp() {
        keys.failure = new UnavailableException(Part.HSM, 5, null);

        assertThat(recharge().cause()).isSameAs(keys.failure);
        assertThat(journal).containsExactly("look", "open with " + KID);

        keys.failure = null;
        assertThat(recharge().result()).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aCommitOfUnknownOutcomeIsAskedForAndForgetsTheKey() {
        recharges.failure = new UnavailableException(Part.DATABASE, 2, null);
        recharges.committed = true;

        Outcome<Recharge> outcome = recharge().result();

        assertThat(((Outcome.Done<Recharge>) outcome).replayed()).isFalse();
        assertThat(journal).endsWith("redeem", "find recharge", "forget " + KID);
    }

    @Test
    void aCommitThatDidNotHappenIsUnavailableAndKeepsTheKey() {
        recharges.failure = new UnavailableException(Part.DATABASE, 2, null);

        assertThat(recharge().cause()).isSameAs(recharges.failure);
        assertThat(journal).endsWith("redeem", "find recharge");
    }

    @ParameterizedTest
    @EnumSource(
            value = Refusal.class,
            names = {"KID_USED", "KID_EXPIRED"})
    void aKeyThatDiedMeanwhileIsForgotten(Refusal refusal) {
        recharges.refusal = refusal;

        assertThat(recharge().result()).isEqualTo(Outcome.refused(refusal));
        assertThat(journal).endsWith("forget " + KID);
    }

    @Test
    void aSuspendedChannelsKeyIsKept() {
        recharges.refusal = Refusal.CHANNEL_SUSPENDED;

        assertThat(recharge().result()).isEqualTo(Outcome.refused(Refusal.CHANNEL_SUSPENDED));
        assertThat(journal).endsWith("redeem");
    }
}
