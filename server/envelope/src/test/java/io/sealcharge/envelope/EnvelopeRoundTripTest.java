package io.sealcharge.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnvelopeRoundTripTest {
    @ParameterizedTest
    @EnumSource(KeyEncryption.class)
    void aVoucherOpensWithTheKeyItWasSealedTo(KeyEncryption encryption) {
        TerminalPrivateKey key = Samples.terminalKey(encryption);
        VoucherSecret sealed = Samples.voucher(key.publicKey());

        assertThat(VoucherEnvelope.open(VoucherEnvelope.seal(sealed, key.publicKey()), key))
                .isEqualTo(sealed);
    }

    @ParameterizedTest
    @EnumSource(KeyEncryption.class)
    void aVoucherOpensWithNoOtherKey(KeyEncryption encryption) {
        TerminalPrivateKey key = Samples.terminalKey(encryption);
        String envelope = VoucherEnvelope.seal(Samples.voucher(key.publicKey()), key.publicKey());
        TerminalPrivateKey other = TerminalPrivateKey.generate(encryption);

        assertThatThrownBy(() -> VoucherEnvelope.open(envelope, other))
                .isInstanceOf(UnreadableEnvelopeException.class)
                .hasNoCause();
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyEncryption.class,
            names = {"ECDH_ES", "ECDH_ES_A256KW"})
    void aRechargeOpensWithTheKeyItWasSealedTo(KeyEncryption encryption) {
        RechargeKey key = Samples.rechargeKey();
        String compact = RechargeEnvelope.seal(Samples.recharge(), key, encryption);

        RechargeEnvelope parsed = RechargeEnvelope.parse(compact);

        assertThat(parsed.kid()).isEqualTo(key.kid());
        assertThat(parsed.encryption()).isEqualTo(encryption);
        assertThat(parsed.epkPoint()).hasSize(65);
        assertThat(parsed.open(Samples.opener())).isEqualTo(Samples.recharge());
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyEncryption.class,
            names = {"ECDH_ES", "ECDH_ES_A256KW"})
    void aRechargeOpensWithNoOtherKey(KeyEncryption encryption) {
        RechargeEnvelope envelope =
                RechargeEnvelope.parse(RechargeEnvelope.seal(Samples.recharge(), Samples.rechargeKey(), encryption));
        ECPrivateKey stranger = (ECPrivateKey) Samples.ecPair().getPrivate();

        assertThatThrownBy(() -> envelope.open(new SoftwareEnvelopeOpener(stranger)))
                .isInstanceOf(UnreadableEnvelopeException.class)
                .hasNoCause();
    }

    @ParameterizedTest
    @EnumSource(KeyEncryption.class)
    void envelopesMadeEarlierStillOpen(KeyEncryption encryption) {
        TerminalPrivateKey key = Known.terminalKey(encryption);

        assertThat(VoucherEnvelope.open(Known.voucher(encryption), key)).isEqualTo(Samples.voucher(key.publicKey()));
        assertThat(Known.recharges())
                .allSatisfy(
                        compact -> assertThat(RechargeEnvelope.parse(compact).open(Known.opener()))
                                .isEqualTo(Samples.recharge()));
        assertThat(RechargeKeyStatement.verify(Known.statement(), PinnedKeys.parse(Known.pins()))
                        .reference())
                .isEqualTo("recharge-1");
    }

    @Test
    void aRechargeIsNeverSealedWithRsa() {
        assertThatThrownBy(() ->
                        RechargeEnvelope.seal(Samples.recharge(), Samples.rechargeKey(), KeyEncryption.RSA_OAEP_256))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aVoucherIsNotSealedToAKeyItIsNotBoundTo() {
        TerminalPublicKey key = Samples.terminalKey(KeyEncryption.ECDH_ES).publicKey();
        TerminalPublicKey other =
                Samples.terminalKey(KeyEncryption.ECDH_ES_A256KW).publicKey();

        assertThatThrownBy(() -> VoucherEnvelope.seal(Samples.voucher(other), key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the voucher is bound to another key");
    }

    @Test
    void theDerivedKeyIsWipedByTheOpening() {
        RechargeEnvelope envelope = RechargeEnvelope.parse(
                RechargeEnvelope.seal(Samples.recharge(), Samples.rechargeKey(), KeyEncryption.ECDH_ES));
        byte[][] derived = new byte[1][];

        envelope.open((point, info) -> derived[0] = Samples.opener().deriveKey(point, info));

        assertThat(derived[0]).containsOnly(0);
    }

    @Test
    void aStatementIsVerifiedAgainstThePins() {
        RechargeKey key = Samples.rechargeKey();

        assertThat(RechargeKeyStatement.verify(Samples.statement(key), Samples.pins()))
                .isEqualTo(key);
    }

    @Test
    void aStatementOfAnUnpinnedKeyIsRefused() {
        PinnedKeys others =
                PinnedKeys.parse(Samples.jwks((ECPublicKey) Samples.ecPair().getPublic()));

        assertThatThrownBy(() -> RechargeKeyStatement.verify(Samples.statement(Samples.rechargeKey()), others))
                .isInstanceOf(UntrustedKeyException.class)
                .hasMessageContaining("not pinned");
    }
}
