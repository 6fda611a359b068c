package io.sealcharge.platform.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.app.RechargeStore.Limits;
import io.sealcharge.platform.app.UnavailableException.Part;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.RechargeKeyGrant;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.SharedKeyOnFile;
import io.sealcharge.platform.domain.SharedKeyOnFile.State;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.sealcharge.platform.domain.TerminalKid;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CreateRechargeRequestTest {
    private static final Caller CALLER = new Caller("shop", Set.of(), "trace-1");
    private static final Limits LIMITS = new Limits(5, 50);
    private static final TerminalKeyId SHARED = new TerminalKeyId("shop", new UUID(7, 7), 3, 1);

    private final List<String> journal = new ArrayList<>();
    private final MemoryRechargeStore recharges = new MemoryRechargeStore(journal);
    private final MemoryTerminalStore terminals = new MemoryTerminalStore(journal);
    private final RecordingKeys keys = new RecordingKeys(journal);
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T08:00:00.123456Z"));
    private final CreateRechargeRequest useCase = new CreateRechargeRequest(
            recharges,
            terminals,
            keys,
            new TimeOrderedIds(clock, new SecureRandom()),
            clock,
            new GuessDefence(
                    recharges,
                    clock,
                    time -> Future.succeededFuture(),
                    new GuessDefence.Settings(Duration.ofHours(1), 5, 7, 10, 20, Duration.ofSeconds(2), 1)),
            new CreateRechargeRequest.Settings(Duration.ofMinutes(2), LIMITS));

    private Future<Outcome<RechargeRequest>> request(String reference, String terminal) {
        return useCase.execute(CALLER, new CreateRechargeRequest.Order(reference, terminal, null));
    }

    private static Outcome.Done<RechargeRequest> done(Future<Outcome<RechargeRequest>> future) {
        assertThat(future.result()).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done<RechargeRequest>) future.result();
    }

    @Test
    void assignsASignedKeyToExactlyThisRequest() {
        RechargeRequest request = done(request("ref-1", "till-1")).value();

        assertThat(request.channel()).isEqualTo("shop");
        assertThat(request.reference()).isEqualTo("ref-1");
        assertThat(request.terminal()).isEqualTo("till-1");
        assertThat(request.key().kid()).isEqualTo("kid-1");
        assertThat(request.key())
                .isEqualTo(new RechargeKeyGrant.Assigned(RecordingKeys.key("kid-1"), "statement of kid-1"));
        assertThat(request.expiresAt()).isEqualTo("2026-11-22T08:02:00.123Z");
        assertThat(recharges.limits).isEqualTo(LIMITS);
        assertThat(journal).containsExactly("look", "issue kid-1", "record request");
    }

    @Test
    void theKeysOfRequestsThatItVoidsAreForgottenAndItsOwnIsKept() {
        recharges.voids = List.of("kid-old", "kid-older");

        request("ref-1", "till-1");

        assertThat(journal).contains("forget kid-old", "forget kid-older").doesNotContain("forget kid-1");
    }

    @Test
    void aRepeatGetsTheSameKeyAndCallsNoHsm() {
        RechargeRequest first = done(request("ref-1", "till-1")).value();
        journal.clear();

        Outcome.Done<RechargeRequest> again = done(request("ref-1", "till-1"));

        assertThat(again.replayed()).isTrue();
        assertThat(again.value()).isEqualTo(first);
        assertThat(journal).containsExactly("look");
    }

    @Test
    void theSameReferenceFromAnotherTerminalIsRefusedAndCallsNoHsm() {
        request("ref-1", "till-1");
        journal.clear();

        assertThat(request("ref-1", "till-2").result()).isEqualTo(Outcome.refused(Refusal.REFERENCE_REUSED));
        assertThat(journal).containsExactly("look");
    }

    @Test
    void aSuspendedChannelGetsNoStoredAnswer() {
        request("ref-1", "till-1");
        recharges.active = false;

        assertThat(request("ref-1", "till-1").result()).isEqualTo(Outcome.refused(Refusal.CHANNEL_SUSPENDED));
    }

    @ParameterizedTest
    @EnumSource(
            value = Refusal.class,
            names = {"REFERENCE_REUSED", "CHANNEL_SUSPENDED", "TOO_MANY_OUTSTANDING"})
    void aRefusedRequestsKeyIsForgotten(Refusal refusal) {
        recharges.refusal = refusal;

        assertThat(request("ref-1", "till-1").result()).isEqualTo(Outcome.refused(refusal));
        assertThat(journal).endsWith("forget kid-1");
    }

    @Test
    void theKeyOfARequestThatCameSecondIsForgotten() {
        RechargeRequest winner = done(request("ref-0", "till-1")).value();
        recharges.first = winner;

        Outcome.Done<RechargeRequest> second = done(request("ref-1", "till-1"));

        assertThat(second.replayed()).isTrue();
        assertThat(second.value()).isEqualTo(winner);
        assertThat(journal).endsWith("forget kid-2").doesNotContain("forget kid-1");
    }

    @Test
    void aCommitOfUnknownOutcomeIsAskedForAndKeepsItsKey() {
        recharges.failure = new UnavailableException(Part.DATABASE, 2, null);
        recharges.committed = true;

        Outcome.Done<RechargeRequest> made = done(request("ref-1", "till-1"));

        assertThat(made.replayed()).isFalse();
        assertThat(journal).containsExactly("look", "issue kid-1", "record request", "find request");
    }

    @Test
    void theKeyOfAWriteThatFailedIsForgotten() {
        recharges.failure = new UnavailableException(Part.DATABASE, 2, null);

        assertThat(request("ref-1", "till-1").cause()).isSameAs(recharges.failure);
        assertThat(journal).containsExactly("look", "issue kid-1", "record request", "find request", "forget kid-1");
    }

    @Test
    void aFailureOfTheHsmWritesNothing() {
        keys.failure = new UnavailableException(Part.HSM, 5, null);

        assertThat(request("ref-1", "till-1").cause()).isSameAs(keys.failure);
        assertThat(journal).containsExactly("look", "issue kid-1");
    }

    private Future<Outcome<RechargeRequest>> shared(String reference, String terminal) {
        return useCase.execute(
                CALLER, new CreateRechargeRequest.Order(reference, terminal, new TerminalKid(new UUID(7, 7), 3)));
    }

    private void onFile(TerminalKeyId key, State state, long opened) {
        terminals.put(new SharedKeyOnFile(key, "till-1", state, 0, opened));
    }

    @Test
    void aRequestUnderASharedKeyNamesItAndTakesNoHsm() {
        onFile(SHARED, State.ACTIVE, 0);

        RechargeRequest request = done(shared("ref-1", "till-1")).value();

        assertThat(request.key()).isEqualTo(new RechargeKeyGrant.Shared(SHARED));
        assertThat(request.key().kid()).isEqualTo(new UUID(7, 7) + ".3");
        assertThat(request.expiresAt()).isEqualTo("2026-11-22T08:02:00.123Z");
        assertThat(request.createdAt()).isEqualTo("2026-11-22T08:00:00.123Z");
        assertThat(journal).containsExactly("look", "find key", "record request");
        assertThat(recharges.limits).isEqualTo(LIMITS);
        assertThat(done(shared("ref-2", new UUID(7, 7).toString())).replayed()).isFalse();
    }

    @Test
    void whetherAKeyIsNamedBelongsToTheBody() {
        onFile(SHARED, State.ACTIVE, 0);
        RechargeRequest first = done(shared("ref-1", "till-1")).value();

        assertThat(shared("ref-1", "till-1").result()).isEqualTo(Outcome.replayed(first));
        assertThat(request("ref-1", "till-1").result()).isEqualTo(Outcome.refused(Refusal.REFERENCE_REUSED));
    }

    @Test
    void onlyAnActiveKeyOfThatTerminalMayBeNamed() {
        assertThat(shared("ref-1", "till-1").result()).isEqualTo(Outcome.refused(Refusal.KID_UNKNOWN));
        onFile(new TerminalKeyId("rival", new UUID(7, 7), 3, 1), State.ACTIVE, 0);
        assertThat(shared("ref-1", "till-1").result()).isEqualTo(Outcome.refused(Refusal.KID_UNKNOWN));
        onFile(SHARED, State.ACTIVE, 0);
        assertThat(shared("ref-1", "till-2").result()).isEqualTo(Outcome.refused(Refusal.KID_FOREIGN));
        onFile(SHARED, State.RETIRED, 0);
        assertThat(shared("ref-1", "till-1").result()).isEqualTo(Outcome.refused(Refusal.TERMINAL_REVOKED));
        onFile(SHARED, State.REVOKED, 0);
        assertThat(shared("ref-1", "till-1").result()).isEqualTo(Outcome.refused(Refusal.TERMINAL_REVOKED));
        onFile(SHARED, State.ACTIVE, 1L << 32);
        assertThat(shared("ref-1", "till-1").result()).isEqualTo(Outcome.refused(Refusal.TERMINAL_KEY_EXHAUSTED));
        assertThat(journal).doesNotContain("record request");
    }

    @Test
    void aBarredTerminalBeginsNothingUnderASharedKeyEither() {
        onFile(SHARED, State.ACTIVE, 0);
        recharges.barred.add("till-1");

        assertThat(shared("ref-1", "till-1").result()).isEqualTo(Outcome.refused(Refusal.TERMINAL_BARRED));
    }
}
