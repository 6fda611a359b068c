package io.sealcharge.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.KeyManagement;
import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.SharedKey;
import io.sealcharge.envelope.SymmetricEncryption;
import io.sealcharge.envelope.TerminalKeys;
import io.sealcharge.envelope.UntrustedKeyException;
import io.sealcharge.envelope.VoucherSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registering, and what is bought and recharged with the keys that come of it. */
class SharedKeyTest extends TerminalFixture {
    private static final String TERMINALS = "/v1/terminals";
    private static final String FIRST = "019aabcd-0000-7000-8000-000000000001";
    private static final SymmetricEncryption ALG = SymmetricEncryption.A256KW;

    private final PurchaseOrder order = new PurchaseOrder("order-1", "demo-50", 2, ALG, null);

    private void register() {
        terminal().register("register-1", KeyEncryption.ECDH_ES);
    }

    private static Pin pin() {
        return new Pin(FakePlatform.PIN.toCharArray());
    }

    @ParameterizedTest
    @EnumSource
    void aRegisteredTerminalBuysAndRecharges(SymmetricEncryption encryption) {
        assertThat(terminal()
                        .register("register-1", KeyEncryption.RSA_OAEP_256)
                        .value()
                        .kid())
                .isEqualTo(FIRST + ".1");
        PurchaseOrder bought = new PurchaseOrder("demo-50", 2, encryption);
        terminal().buy(bought);

        List<VoucherSecret> vouchers = terminal().open(bought.reference());
        assertThat(vouchers).extracting(VoucherSecret::serialNumber).containsExactly("1000", "1001");
        assertThat(vouchers.getFirst().boundTo()).isEqualTo(FIRST + ".1");
        Answer<Recharge> recharge = terminal()
                .recharge(
                        new RechargeOrder(PHONE, encryption),
                        vouchers.getFirst().pin());
        assertThat(recharge.value().isRedeemed()).isTrue();
        assertThat(platform.balanceMinor).isEqualTo(5000);
    }

    @Test
    void theRequestsNameTheKeyAndNoOther() {
        register();
        terminal().buy(order);
        terminal().recharge(new RechargeOrder("recharge-1", PHONE, ALG), pin());

        assertThat(platform.received("/v1/purchases").getFirst().text())
                .contains("\"terminalKey\":{")
                .contains("\"kid\":\"" + FIRST + ".1\"")
                .contains("\"alg\":\"A256KW\"")
                .doesNotContain("\"key\":");
        assertThat(platform.received("/v1/recharge-requests").getFirst().text())
                .isEqualTo("{\"reference\":\"recharge-1\",\"terminal\":\"terminal-1\",\"terminalKey\":{\"kid\":\""
                        + FIRST + ".1\"}}");
    }

    @Test
    void keyAndRequestAreOnDiskBeforeARegistrationIsSent() {
        assertThatThrownBy(() -> terminal(crashBeforeSending(TERMINALS)).register("register-1", KeyEncryption.ECDH_ES))
                .isInstanceOf(Crash.class);

        assertThat(files().stream().map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder("key.jwk", "request.json");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void afterACrashTheSameRegistrationIsFinished(boolean byResuming) {
        assertThatThrownBy(() -> terminal(crashAfterAnswer(TERMINALS)).register("register-1", KeyEncryption.ECDH_ES))
                .isInstanceOf(Crash.class);
        assertThat(terminal().acts())
                .containsExactly(new Act(Act.Kind.REGISTRATION, "register-1", Act.State.UNANSWERED, null));

        if (byResuming) {
            assertThat(terminal().resume())
                    .containsExactly(new Act(Act.Kind.REGISTRATION, "register-1", Act.State.DONE, null));
        } else {
            register();
        }

        List<FakePlatform.Received> received = platform.received(TERMINALS);
        assertThat(received).hasSize(2);
        assertThat(received.get(1).body()).isEqualTo(received.get(0).body());
        terminal().buy(order);
        assertThat(terminal().open("order-1")).hasSize(2);
    }

    @Test
    void keysOfAnotherActAreNotTaken() {
        platform.shared.sealed = keys -> new TerminalKeys("other", keys.jkt(), keys.toTerminal(), keys.toPlatform());

        assertThatThrownBy(this::register)
                .isInstanceOf(UnexpectedAnswerException.class)
                .hasMessage("the envelope of register-1 holds the keys of another act");
        assertThat(terminal().acts()).singleElement().extracting(Act::state).isEqualTo(Act.State.UNANSWERED);
        assertNoKeys();
    }

    private void assertNoKeys() {
        assertThatThrownBy(() -> terminal().buy(order))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the terminal terminal-1 shares no key with the platform: register it first");
        assertThat(platform.received("/v1/purchases")).isEmpty();
    }

    @Test
    void otherKeysUnderAKnownNameAreRefused() {
        register();
        platform.shared.sealed = keys -> new TerminalKeys(
                keys.reference(),
                keys.jkt(),
                new SharedKey(FIRST + ".2", SharedKey.Direction.TO_TERMINAL, new byte[32]),
                new SharedKey(FIRST + ".2", SharedKey.Direction.TO_PLATFORM, new byte[32]));
        terminal().rotate("rotate-1", KeyEncryption.ECDH_ES);
        platform.shared.sealed = keys -> keys;

        assertThatThrownBy(() -> terminal().rotate("rotate-2", KeyEncryption.ECDH_ES))
                .isInstanceOf(UnexpectedAnswerException.class)
                .hasMessage("the platform gave other keys under the name " + FIRST + ".2");
    }

    @Test
    void withoutARegistrationNothingIsSent() {
        assertNoKeys();
        assertThatThrownBy(() -> terminal().rotate("rotate-1", KeyEncryption.ECDH_ES))
                .hasMessage("the terminal terminal-1 is not registered");
        assertThatThrownBy(() -> terminal().revoke()).hasMessage("the terminal terminal-1 is not registered");
        assertThatThrownBy(() -> terminal().recharge(new RechargeOrder(PHONE, ALG), pin()))
                .hasMessageContaining("register it first");
    }

    @Test
    void aRotationIsUsedFromThenOnAndEarlierVouchersStillOpen() {
        register();
        terminal().buy(order);

        assertThat(terminal().rotate("rotate-1", KeyEncryption.ECDH_ES).value().kid())
                .isEqualTo(FIRST + ".2");

        assertThat(platform.received(TERMINALS + "/" + FIRST + "/rotate")).hasSize(1);
        terminal().buy(new PurchaseOrder("order-2", "demo-50", 1, ALG, null));
        assertThat(terminal().open("order-1").getFirst().boundTo()).isEqualTo(FIRST + ".1");
        assertThat(terminal().open("order-2").getFirst().boundTo()).isEqualTo(FIRST + ".2");
    }

    @Test
    void theTenthGenerationIsNewerThanTheNinth() {
        SharedKeyStore store = new SharedKeyStore(folder);
        for (String kid : List.of("b.9", "b.10", "a.11")) {
            store.save(
                    "till",
                    new TerminalKeys(
                            "r",
                            "jkt",
                            new SharedKey(kid, SharedKey.Direction.TO_TERMINAL, new byte[32]),
                            new SharedKey(kid, SharedKey.Direction.TO_PLATFORM, new byte[32])));
        }

        assertThat(store.newest("till")).contains("b.10");
        store.markRevoked("till", "b");
        assertThat(store.newest("till")).contains("a.11");
        assertThat(store.newest("other")).isEmpty();
    }

    @Test
    void aRevokedTerminalSharesNoKeyUntilItIsRegisteredAgain() {
        register();
        terminal().buy(order);

        assertThat(terminal().revoke()).isEqualTo(FIRST);

        assertThat(platform.received(TERMINALS + "/" + FIRST))
                .singleElement()
                .extracting(FakePlatform.Received::method)
                .isEqualTo("DELETE");
        assertThatThrownBy(() -> terminal().buy(new PurchaseOrder("demo-50", 1, ALG)))
                .hasMessageContaining("register it first");
        assertThat(terminal().open("order-1")).hasSize(2);
        terminal().register("register-2", KeyEncryption.ECDH_ES);
        terminal().buy(new PurchaseOrder("order-2", "demo-50", 1, ALG, null));
        assertThat(terminal().open("order-2").getFirst().boundTo()).isNotEqualTo(FIRST + ".1");
    }

    @Test
    void onlyTheOwnerMayReadTheKeysAndNoOtherFileHoldsThem() throws IOException {
        register();
        terminal().buy(order);
        terminal().recharge(new RechargeOrder(PHONE, ALG), pin());
        Path keys = folder.resolve("store/terminals/terminal-1.terminal/" + FIRST + ".1.keys");

        assertThat(Files.readAllBytes(keys)).hasSize(64);
        String secret = new String(Files.readAllBytes(keys), 0, 32, StandardCharsets.ISO_8859_1);
        for (Path file : files()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            if (!file.equals(keys)) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(secret);
            }
        }
    }

    @Test
    void aRechargeKeepsTheKeyItBeganWith() {
        register();
        RechargeOrder recharge = new RechargeOrder("recharge-1", PHONE, ALG);
        assertThatThrownBy(() ->
                        terminal(crashAfterAnswer("/v1/recharge-requests")).recharge(recharge, pin()))
                .isInstanceOf(Crash.class);
        terminal().rotate("rotate-1", KeyEncryption.ECDH_ES);

        assertThat(terminal().recharge(recharge, pin()).value().isRedeemed()).isTrue();

        assertThat(platform.received("/v1/recharge-requests").stream()
                        .map(FakePlatform.Received::text)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void anExpiredRequestIsNotFollowedByThePin() {
        register();
        RechargeOrder recharge = new RechargeOrder("recharge-1", PHONE, ALG);
        assertThatThrownBy(() -> terminal(crashBeforeSending("/v1/recharges")).recharge(recharge, pin()))
                .isInstanceOf(Crash.class);
        assertThat(terminal().recharge(recharge, pin()).value().isRedeemed()).isTrue();
        clock.move(Duration.ofMinutes(2));

        assertThatThrownBy(() -> terminal().recharge(new RechargeOrder("recharge-2", PHONE, ALG), pin()))
                .isInstanceOf(UntrustedKeyException.class)
                .hasMessageContaining("expired");
        assertThat(platform.received("/v1/recharges")).hasSize(1);
    }

    @Test
    void anAnswerForAnotherKeyIsRefused() {
        register();
        platform.replaceAnswerOf = "/v1/recharge-requests";
        platform.scripted = FakePlatform.ok(
                "{\"id\":\"k\",\"reference\":\"recharge-1\",\"kid\":\"other.1\",\"expiresAt\":\"2026-11-22T08:02:00.000Z\"}");

        assertThatThrownBy(() -> terminal().recharge(new RechargeOrder("recharge-1", PHONE, ALG), pin()))
                .isInstanceOf(UntrustedKeyException.class);
        assertThat(platform.received("/v1/recharges")).isEmpty();
    }

    @Test
    void anOrderOfAnotherEncryptionUnderTheSameReferenceIsRefused() {
        register();
        terminal().buy(order);

        for (KeyManagement other : List.of(SymmetricEncryption.DIR, KeyEncryption.ECDH_ES)) {
            assertThatThrownBy(() -> terminal().buy(new PurchaseOrder("order-1", "demo-50", 2, other, null)))
                    .isInstanceOf(ReferenceTakenException.class);
        }
    }

    @Test
    void aPurchaseToAKeyThatThePlatformHasRevokedIsNotSentForEver() {
        register();
        platform.replaceAnswerOf = "/v1/purchases";
        platform.scripted = FakePlatform.problem(409, "terminal_revoked");

        assertThatThrownBy(() -> terminal().buy(order)).isInstanceOf(ProblemException.class);

        assertThat(terminal().acts())
                .filteredOn(act -> act.kind() == Act.Kind.PURCHASE)
                .extracting(Act::state)
                .containsExactly(Act.State.REFUSED);
        assertThat(terminal().resume()).isEmpty();
    }

    @Test
    void vouchersAreAcknowledgedOnlyWhenAllOpen() throws IOException {
        register();
        terminal().buy(order);
        Path answer = folder.resolve("store/purchases/order-1.purchase/answer.json");
        String good = Files.readString(answer);
        Files.writeString(answer, good.replace("\"serialNumber\":\"1001\"", "\"serialNumber\":\"9\""));
        assertThatThrownBy(() -> terminal().acknowledge("order-1")).isInstanceOf(UnexpectedAnswerException.class);
        assertThat(platform.received("/v1/purchases/p-1/acknowledgement")).isEmpty();

        Files.writeString(answer, good);
        assertThat(terminal().acknowledge("order-1").answerErased()).isTrue();
        assertThat(terminal().acknowledge("order-1").answerErased()).isTrue();

        assertThat(terminal().open("order-1")).hasSize(2);
    }

    @Test
    void anErasedAnswerLeavesTheReceiptAndNeverReplacesEnvelopes() {
        register();
        platform.replaceAnswerOf = "/v1/purchases";
        platform.scripted = new FakePlatform.Scripted(
                410,
                "{\"code\":\"answer_erased\",\"detail\":\"gone\",\"purchase\":" + platform.receipt("p-1") + "}",
                Map.of());
        assertThatThrownBy(() -> terminal().buy(order))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.isAnswerErased()).isTrue());

        assertThat(terminal().acts()).contains(new Act(Act.Kind.PURCHASE, "order-1", Act.State.DONE, null));
        assertThat(terminal().buy(order).value().answerErased()).isTrue();
        assertThatThrownBy(() -> terminal().open("order-1"))
                .isInstanceOf(UnexpectedAnswerException.class)
                .hasMessageContaining("has erased the envelope of voucher 1000");

        platform.replaceAnswerOf = "";
        terminal().buy(new PurchaseOrder("order-2", "demo-50", 1, ALG, null));
        platform.replaceAnswerOf = "/v1/purchases";
        assertThatThrownBy(() -> terminal().resendPurchase("order-2")).isInstanceOf(ProblemException.class);
        assertThat(terminal().open("order-2")).hasSize(1);
    }
}
