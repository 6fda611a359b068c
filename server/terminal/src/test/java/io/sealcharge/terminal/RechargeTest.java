package io.sealcharge.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.P256Point;
import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.RechargeKey;
import io.sealcharge.envelope.UntrustedKeyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RechargeTest extends TerminalFixture {
    private static final String KEY_PATH = "/v1/recharge-requests";
    private static final String PATH = "/v1/recharges";

    private final RechargeOrder order = new RechargeOrder("recharge-1", PHONE, KeyEncryption.ECDH_ES);

    private static Pin pin() {
        return new Pin(FakePlatform.PIN.toCharArray());
    }

    private static Pin wrongPin() {
        return new Pin("100000000000000000".toCharArray());
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyEncryption.class,
            names = {"ECDH_ES", "ECDH_ES_A256KW"})
    void aPinRechargesANumber(KeyEncryption encryption) {
        Answer<Recharge> answer = terminal().recharge(new RechargeOrder(PHONE, encryption), pin());

        assertThat(answer.value().isRedeemed()).isTrue();
        assertThat(answer.value().receipt().amountMinor()).isEqualTo(5000);
        assertThat(terminal().platform().getSubscriberBalance(PHONE).minorIn("CNY"))
                .isEqualTo(5000);
    }

    @Test
    void theSameOrderAgainSendsTheSameBytesAndMovesNoMoney() {
        Answer<Recharge> first = terminal().recharge(order, pin());
        Answer<Recharge> again = terminal().recharge(order, pin());
        Answer<Recharge> resent = terminal().resendRecharge("recharge-1");

        assertThat(platform.received(KEY_PATH)).hasSize(1);
        assertThat(platform.received(PATH).stream()
                        .map(FakePlatform.Received::text)
                        .distinct())
                .hasSize(1);
        assertThat(again).isEqualTo(new Answer<>(first.value(), first.body(), true));
        assertThat(resent).isEqualTo(again);
        assertThat(platform.balanceMinor).isEqualTo(5000);
    }

    @ParameterizedTest
    @MethodSource("crashes")
    void afterACrashAtAnyStepTheRechargeFinishesOnce(ExchangeListener crash, int keyRequests, int sent) {
        assertThatThrownBy(() -> terminal(crash).recharge(order, pin())).isInstanceOf(Crash.class);

        assertThat(terminal().recharge(order, pin()).value().isRedeemed()).isTrue();

        assertThat(platform.balanceMinor).isEqualTo(5000);
        assertThat(platform.received(KEY_PATH)).hasSize(keyRequests);
        assertThat(platform.received(KEY_PATH).stream()
                        .map(FakePlatform.Received::text)
                        .distinct())
                .hasSize(1);
        assertThat(platform.received(PATH)).hasSize(sent);
        assertThat(platform.received(PATH).stream()
                        .map(FakePlatform.Received::text)
                        .distinct())
                .hasSize(1);
    }

    static Stream<Arguments> crashes() {
        return Stream.of(
                Arguments.of(crashBeforeSending(KEY_PATH), 1, 1),
                Arguments.of(crashAfterAnswer(KEY_PATH), 2, 1),
                Arguments.of(crashBeforeSending(PATH), 1, 1),
                Arguments.of(crashAfterAnswer(PATH), 1, 2));
    }

    @Test
    void resumingSendsASavedRechargeButCannotInventAPin() {
        assertThatThrownBy(() -> terminal(crashAfterAnswer(KEY_PATH)).recharge(order, pin()))
                .isInstanceOf(Crash.class);
        assertThat(terminal().acts())
                .containsExactly(new Act(Act.Kind.RECHARGE, "recharge-1", Act.State.PREPARED, null));
        assertThat(terminal().resume()).isEmpty();

        assertThatThrownBy(() -> terminal(crashBeforeSending(PATH)).recharge(order, pin()))
                .isInstanceOf(Crash.class);
        assertThat(terminal().resume()).containsExactly(new Act(Act.Kind.RECHARGE, "recharge-1", Act.State.DONE, null));
        assertThat(platform.balanceMinor).isEqualTo(5000);
    }

    @Test
    void noFileHoldsTheClearPin() throws IOException {
        terminal().recharge(order, pin());

        assertThat(files()).hasSizeGreaterThanOrEqualTo(4);
        for (Path file : files()) {
            assertThat(FakePlatform.holdsPin(Files.readAllBytes(file)))
                    .as(file.toString())
                    .isFalse();
        }
    }

    @Test
    void aWrongPinIsRefusedForEver() {
        assertThatThrownBy(() -> terminal().recharge(order, wrongPin()))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.status()).isEqualTo(422);
                    assertThat(problem.code()).isEqualTo("recharge_refused");
                    assertThat(problem.isFinal()).isTrue();
                });

        assertThat(terminal().acts()).singleElement().extracting(Act::state).isEqualTo(Act.State.REFUSED);
        assertThat(terminal().resume()).isEmpty();
        assertThat(platform.balanceMinor).isZero();
    }

    @Test
    void anEnvelopeSplicedToAnotherNumberIsRefusedByThePlatform() {
        RechargeKey key = terminal().requestRecharge("recharge-1");
        String envelope = terminal().seal(key, pin(), PHONE, KeyEncryption.ECDH_ES);

        assertThatThrownBy(() -> terminal().sendRecharge("recharge-1", "+8613900139000", envelope))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo("recharge_refused"));
        assertThat(platform.balanceMinor).isZero();
    }

    @Test
    void aReferenceStandsForOneNumberOnly() {
        terminal().recharge(order, pin());

        assertThatThrownBy(() -> terminal()
                        .recharge(new RechargeOrder("recharge-1", "+8613900139000", KeyEncryption.ECDH_ES), pin()))
                .isInstanceOf(ReferenceTakenException.class);
        RechargeKey key = terminal().requestRecharge("recharge-1");
        String other = terminal().seal(key, pin(), PHONE, KeyEncryption.ECDH_ES);
        assertThatThrownBy(() -> terminal().sendRecharge("recharge-1", PHONE, other))
                .isInstanceOf(ReferenceTakenException.class);
        assertThat(platform.received(PATH)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("foreignStatements")
    void aKeySignedForAnythingElseIsRefusedAndNothingIsSent(UnaryOperator<RechargeKey> change, String reason) {
        platform.statement = change;

        assertThatThrownBy(() -> terminal().recharge(order, pin()))
                .isInstanceOf(UntrustedKeyException.class)
                .hasMessage(reason);
        assertThat(platform.received(PATH)).isEmpty();
    }

    static Stream<Arguments> foreignStatements() {
        return Stream.of(
                foreign(
                        key -> signedFor(key, "other", key.channel(), key.terminal()),
                        "the recharge key was signed for the reference other and not for recharge-1"),
                foreign(
                        key -> signedFor(key, key.reference(), "other", key.terminal()),
                        "the recharge key was signed for the channel other and not for channel-1"),
                foreign(
                        key -> signedFor(key, key.reference(), key.channel(), "other"),
                        "the recharge key was signed for the terminal other and not for terminal-1"),
                foreign(
                        key -> new RechargeKey(
                                key.kid(),
                                key.point(),
                                key.issuer(),
                                key.reference(),
                                key.channel(),
                                key.terminal(),
                                FakePlatform.NOW),
                        "the recharge key expired at 2026-11-22T08:00:00Z"));
    }

    private static Arguments foreign(UnaryOperator<RechargeKey> change, String reason) {
        return Arguments.of(change, reason);
    }

    private static RechargeKey signedFor(RechargeKey key, String reference, String channel, String terminal) {
        return new RechargeKey(key.kid(), key.point(), key.issuer(), reference, channel, terminal, key.expiresAt());
    }

    @Test
    void aForgedSignatureIsRefused() {
        platform.signWith = FakePlatform.ecPair();

        assertThatThrownBy(() -> terminal().recharge(order, pin()))
                .isInstanceOf(UntrustedKeyException.class)
                .hasMessage("the signature of the recharge key is wrong");
        assertThat(platform.received(PATH)).isEmpty();
    }

    @Test
    void aKeyOfAnUnpinnedSignerIsRefused() {
        assertThatThrownBy(() -> terminal(FakePlatform.pins(FakePlatform.ecPair()), ExchangeListener.NONE)
                        .recharge(order, pin()))
                .isInstanceOf(UntrustedKeyException.class)
                .hasMessageContaining("which is not pinned");
        assertThat(platform.received(PATH)).isEmpty();
    }

    @Test
    void anUntrustedKeyIsNotKeptSoThatARepeatMayGetAGoodOne() {
        platform.statement = key -> signedFor(key, "other", key.channel(), key.terminal());
        assertThatThrownBy(() -> terminal().requestRecharge("recharge-1")).isInstanceOf(UntrustedKeyException.class);

        assertThat(terminal().acts()).singleElement().extracting(Act::state).isEqualTo(Act.State.PREPARED);
        assertThat(files().stream().map(file -> file.getFileName().toString())).containsExactly("key-request.json");
    }

    @Test
    void aSavedKeyThatHasExpiredMeanwhileIsRefused() {
        terminal().requestRecharge("recharge-1");
        clock.move(Duration.ofMinutes(2));

        assertThatThrownBy(() -> terminal().recharge(order, pin()))
                .isInstanceOf(UntrustedKeyException.class)
                .hasMessage("the recharge key expired at 2026-11-22T08:02:00Z");
        assertThat(platform.received(PATH)).isEmpty();
    }

    @Test
    void onlyTheKeyInsideTheSignatureCounts() {
        RechargeKey key = terminal().requestRecharge("recharge-1");

        assertThat(key.kid()).isEqualTo(key.point().thumbprint());
        assertThat(P256Point.ofUncompressed(key.point().uncompressed())).isEqualTo(key.point());
    }

    @Test
    void anOrderThatCannotBeSealedIsRefusedBeforeAKeyIsAskedFor() {
        assertThatThrownBy(() -> new RechargeOrder("13800138000", KeyEncryption.ECDH_ES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("phoneNumber must be + and 7 to 15 digits (E.164)");
        assertThatThrownBy(() -> new RechargeOrder(PHONE, KeyEncryption.RSA_OAEP_256))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a recharge is encrypted with ECDH-ES, ECDH-ES+A256KW, A256KW or dir");
    }

    @Test
    void statusTellsWhatTerminalAndPlatformKnow() {
        terminal().recharge(order, pin());

        List<ActStatus> status = terminal().status("recharge-1");

        assertThat(status).singleElement().satisfies(found -> {
            assertThat(found.act()).contains(new Act(Act.Kind.RECHARGE, "recharge-1", Act.State.DONE, null));
            assertThat(found.recharge()).get().extracting(Recharge::status).isEqualTo("redeemed");
            assertThat(found.purchase()).isEmpty();
        });
        assertThat(terminal().status("nobody-knows")).isEmpty();
    }
}
