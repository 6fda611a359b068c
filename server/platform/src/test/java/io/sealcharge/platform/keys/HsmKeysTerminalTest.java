package io.sealcharge.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.RechargeContent;
import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.envelope.SharedKey;
import io.sealcharge.envelope.SymmetricEncryption;
import io.sealcharge.envelope.TerminalKeys;
import io.sealcharge.envelope.TerminalKeysEnvelope;
import io.sealcharge.envelope.TerminalPrivateKey;
import io.sealcharge.envelope.VoucherEnvelope;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.platform.app.Keys.OpenedPin;
import io.sealcharge.platform.app.SealingKey;
import io.sealcharge.platform.app.UnavailableException;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.sealcharge.platform.domain.VoucherFace;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HsmKeysTerminalTest {
    private static final UUID TILL = UUID.fromString("0198c0de-0000-7000-8000-00000000abcd");
    private static final TerminalKeyId ID = new TerminalKeyId("shop", TILL, 1, 1);
    private static final TerminalPrivateKey TERMINAL = TerminalPrivateKey.generate(KeyEncryption.ECDH_ES);
    private static final String PIN = "123456789012345678";
    private static final String PHONE = "+8613800138000";

    private final TestKeys test = new TestKeys();
    private final HsmKeys keys = new HsmKeys(
            test.executor,
            test.snapshot(),
            new SecureRandom(),
            new HsmKeys.Settings("urn:sealcharge:local", 0, Duration.ZERO));

    private TerminalKeys sent(TerminalKeyId id) {
        return TerminalKeysEnvelope.open(
                keys.sealTerminalKeys(id, TERMINAL.publicKey(), "reg-1").result(), TERMINAL);
    }

    private RechargeEnvelope envelope(SymmetricEncryption encryption) {
        try (RechargeContent content = new RechargeContent(new Pin(PIN.toCharArray()), PHONE, "ref-1");
                TerminalKeys shared = sent(ID)) {
            return RechargeEnvelope.parse(RechargeEnvelope.seal(content, shared.toPlatform(), encryption));
        }
    }

    @Test
    void theTerminalGetsTwoDifferentKeysAlwaysTheSame() {
        TerminalKeys first = sent(ID);
        TerminalKeys again = sent(ID);

        assertThat(first.kid()).isEqualTo(TILL + ".1");
        assertThat(first.reference()).isEqualTo("reg-1");
        assertThat(first.toTerminal().bytes()).isNotEqualTo(first.toPlatform().bytes());
        assertThat(again.toTerminal()).isEqualTo(first.toTerminal());
        assertThat(again.toPlatform()).isEqualTo(first.toPlatform());
    }

    @Test
    void everyPartOfTheNameMakesAnotherKey() {
        test.rotate(KeyRole.TERMINAL_MASTER);
        keys.use(test.keys);
        assertThat(keys.newestTerminalMasterEpoch()).isEqualTo(2);
        List<TerminalKeyId> ids = List.of(
                ID,
                new TerminalKeyId("shop", TILL, 2, 1),
                new TerminalKeyId("shop", TILL, 1, 2),
                new TerminalKeyId("shop2", TILL, 1, 1),
                new TerminalKeyId("shop", new UUID(1, 2), 1, 1));
        List<String> derived = new ArrayList<>();
        for (TerminalKeyId id : ids) {
            TerminalKeys shared = sent(id);
            derived.add(HexFormat.of().formatHex(shared.toTerminal().bytes()));
            derived.add(HexFormat.of().formatHex(shared.toPlatform().bytes()));
        }

        assertThat(derived).doesNotHaveDuplicates();
    }

    @Test
    void theDerivationIsTheDocumentedOne() {
        byte[] input = HexFormat.of()
                .parseHex("0000001a" + hex("sealcharge terminal key v1") + "00000004" + hex("shop") + "00000024"
                        + hex(TILL.toString()) + "00000001" + hex("1") + "0000000a" + hex("toTerminal"));

        assertThat(sent(ID).toTerminal().bytes())
                .isEqualTo(test.token.mac(new KeyId(KeyRole.TERMINAL_MASTER, 1), input));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @EnumSource(SymmetricEncryption.class)
    void aVoucherIsSealedToTheSharedKey(SymmetricEncryption encryption) {
        VoucherFace face = new VoucherFace("100000", new Money(5000, "CNY"), Instant.parse("2027-11-22T08:00:00Z"));

        List<SealedVoucher> sold = keys.mint(
                        new PinFormat(18, false), "ref-1", new SealingKey.Shared(ID, encryption), List.of(face, face))
                .result();

        try (TerminalKeys shared = sent(ID);
                VoucherSecret secret =
                        VoucherEnvelope.open(sold.getFirst().envelope(), shared.toTerminal(), encryption)) {
            assertThat(secret.serialNumber()).isEqualTo("100000");
            assertThat(secret.boundTo()).isEqualTo(ID.kid());
            assertThat(test.token.mac(
                            new KeyId(KeyRole.PIN_INDEX, 1), secret.pin().asciiBytes()))
                    .isEqualTo(sold.getFirst().pinIndex().value());
        }
    }

    @ParameterizedTest
    @EnumSource(SymmetricEncryption.class)
    void opensWhatTheTerminalSealedAndIndexesIt(SymmetricEncryption encryption) {
        OpenedPin opened = keys.openSharedRecharge(envelope(encryption), ID).result();

        byte[] mac = test.token.mac(new KeyId(KeyRole.PIN_INDEX, 1), PIN.getBytes(StandardCharsets.US_ASCII));
        assertThat(opened).isEqualTo(new OpenedPin(List.of(new PinIndex(mac, 1)), PHONE, "ref-1"));
    }

    @ParameterizedTest
    @EnumSource(SymmetricEncryption.class)
    void anUnreadableEnvelopeTakesTheSameStepsWithARandomPin(SymmetricEncryption encryption) {
        RechargeEnvelope envelope = envelope(encryption);
        test.calls.clear();
        keys.openSharedRecharge(envelope, ID);
        List<String> readable = List.copyOf(test.calls);
        RechargeEnvelope foreign = foreign(encryption);
        test.calls.clear();

        OpenedPin first = keys.openSharedRecharge(foreign, ID).result();
        List<String> unreadable = List.copyOf(test.calls);
        OpenedPin second = keys.openSharedRecharge(foreign, ID).result();

        assertThat(unreadable).isEqualTo(readable).containsExactly("mac", "mac");
        assertThat(first.phoneNumber()).isNull();
        assertThat(first.reference()).isNull();
        assertThat(first.candidates()).hasSize(1).doesNotContainAnyElementsOf(second.candidates());
    }

    /** Sealed by somebody who does not have the key that he names. */
    private static RechargeEnvelope foreign(SymmetricEncryption encryption) {
        try (RechargeContent content = new RechargeContent(new Pin(PIN.toCharArray()), PHONE, "ref-1");
                SharedKey guessed = new SharedKey(ID.kid(), SharedKey.Direction.TO_PLATFORM, new byte[32])) {
            return RechargeEnvelope.parse(RechargeEnvelope.seal(content, guessed, encryption));
        }
    }

    @Test
    void failuresOfTheHsmAreFailuresAndNoRefusals() {
        RechargeEnvelope envelope = envelope(SymmetricEncryption.DIR);
        test.failOn("mac", HsmFailure.SESSION_LOST);
        assertThat(keys.openSharedRecharge(envelope, ID).cause()).isInstanceOf(UnavailableException.class);

        TerminalKeyId lost = new TerminalKeyId("shop", TILL, 1, 9);
        assertThat(keys.openSharedRecharge(envelope, lost).cause()).isInstanceOf(HsmException.class);
    }
}
