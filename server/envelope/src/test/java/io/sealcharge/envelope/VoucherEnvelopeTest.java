package io.sealcharge.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDHEncrypter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VoucherEnvelopeTest {
    private final TerminalPrivateKey key = Samples.terminalKey(KeyEncryption.ECDH_ES);

    private CompactParts sealed(KeyEncryption encryption) {
        TerminalPublicKey publicKey = Samples.terminalKey(encryption).publicKey();
        return new CompactParts(VoucherEnvelope.seal(Samples.voucher(publicKey), publicKey));
    }

    private String sealedText(String plaintext) throws Exception {
        return SealedJwe.seal(
                plaintext.getBytes(StandardCharsets.UTF_8),
                EnvelopeKind.VOUCHER,
                KeyEncryption.ECDH_ES,
                null,
                new ECDHEncrypter(key.publicKey().ecKey()));
    }

    @Test
    void theHeaderSaysWhatItIsAndNamesTheTerminalsKey() {
        TerminalPrivateKey named = TerminalPrivateKey.generate(KeyEncryption.ECDH_ES, "till-7");
        String envelope = VoucherEnvelope.seal(Samples.voucher(named.publicKey()), named.publicKey());

        assertThat(new CompactParts(envelope).headerText())
                .contains("\"typ\":\"sealcharge-voucher+jwe\"", "\"cty\":\"json\"", "\"kid\":\"till-7\"")
                .contains("\"enc\":\"A256GCM\"", "\"alg\":\"ECDH-ES\"");
        assertThat(VoucherEnvelope.open(envelope, named).serialNumber()).isEqualTo("1234567890123456");
    }

    @ParameterizedTest
    @CsvSource({
        "typ, sealcharge-recharge+jwe, /typ, must be sealcharge-voucher+jwe",
        "cty, jwt, /cty, must be json",
        "alg, dir, /alg, 'must be ECDH-ES, ECDH-ES+A256KW or RSA-OAEP-256'",
        "alg, RSA1_5, /alg, 'must be ECDH-ES, ECDH-ES+A256KW or RSA-OAEP-256'",
        "enc, A128GCM, /enc, must be A256GCM",
        "zip, DEF, /zip, is not allowed: the payload must not be compressed"
    })
    void aBadHeaderIsRefused(String member, String value, String field, String rule) {
        String compact = sealed(KeyEncryption.ECDH_ES)
                .header(header -> header.put(member, value))
                .compact();

        assertFault(compact, key, field, rule);
    }

    @Test
    void anAlgorithmThatTheKeyIsNotForIsRefused() {
        TerminalPrivateKey rsa = Samples.terminalKey(KeyEncryption.RSA_OAEP_256);

        assertFault(sealed(KeyEncryption.ECDH_ES).compact(), rsa, "/alg", "must be RSA-OAEP-256");
        assertFault(sealed(KeyEncryption.RSA_OAEP_256).compact(), key, "/alg", "must be ECDH-ES");
        assertFault(sealed(KeyEncryption.ECDH_ES_A256KW).compact(), key, "/alg", "must be ECDH-ES");
    }

    @Test
    void anRsaEnvelopeHasNoEphemeralKeyAndAKeyAsLongAsAModulus() {
        TerminalPrivateKey rsa = Samples.terminalKey(KeyEncryption.RSA_OAEP_256);

        assertFault(
                sealed(KeyEncryption.RSA_OAEP_256)
                        .header(header -> header.put("apu", "AA"))
                        .compact(),
                rsa,
                "/apu",
                "is not a known member");
        assertFault(
                sealed(KeyEncryption.RSA_OAEP_256).part(1, new byte[255]).compact(),
                rsa,
                "encrypted_key",
                "must be as long as the RSA modulus");
    }

    @Test
    void anRsaKeyThatDoesNotDecryptIsUnreadable() {
        String compact =
                sealed(KeyEncryption.RSA_OAEP_256).part(1, new byte[384]).compact();

        assertThatThrownBy(() -> VoucherEnvelope.open(compact, Samples.terminalKey(KeyEncryption.RSA_OAEP_256)))
                .isInstanceOf(UnreadableEnvelopeException.class)
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"faceValueMinor\":5000|\"faceValueMinor\":0",
                "\"faceValueMinor\":5000|\"faceValueMinor\":-1",
                "\"faceValueMinor\":5000|\"faceValueMinor\":5000.5",
                "\"faceValueMinor\":5000|\"faceValueMinor\":\"5000\"",
                "\"faceValueMinor\":5000|\"faceValueMinor\":9223372036854775808",
                "\"CNY\"|\"cny\"",
                "08:00:00.000Z|08:00:00Z",
                "2026-11-22|2026-02-30",
                "\"order-1\"|\"\"",
                "\"order-1\"|7",
                "\"1234567890123456\"|\"a b\"",
                "\"jkt\":\"|\"jkt\":\"x",
                "}|,\"more\":1}"
            })
    void aContentThatIsNoVoucherBoundToTheKeyIsUnreadable(String change) throws Exception {
        String good =
                "{\"pin\":\"738201946527301846\",\"serialNumber\":\"1234567890123456\",\"faceValueMinor\":5000,\"currency\":\"CNY\",\"expiresAt\":\"2026-11-22T08:00:00.000Z\",\"reference\":\"order-1\",\"jkt\":\"%s\"}"
                        .formatted(key.publicKey().thumbprint());
        assertThat(VoucherEnvelope.open(sealedText(good), key)).isEqualTo(Samples.voucher(key.publicKey()));
        String[] fromTo = change.split("\\|", -1);
        String compact = sealedText(good.replace(fromTo[0], fromTo[1]));

        assertThatThrownBy(() -> VoucherEnvelope.open(compact, key))
                .isInstanceOf(UnreadableEnvelopeException.class)
                .hasNoCause();
    }

    @Test
    void aVoucherWithoutSenseIsNotMade() {
        Pin pin = Samples.pin();
        assertThatThrownBy(() -> new VoucherSecret(pin, "a\"b", 1, "CNY", Samples.EXPIRY, "r", "j"))
                .hasMessage("bad serialNumber of a voucher");
        assertThatThrownBy(() -> new VoucherSecret(pin, "a", 0, "CNY", Samples.EXPIRY, "r", "j"))
                .hasMessage("bad faceValueMinor of a voucher");
        assertThatThrownBy(() -> new VoucherSecret(pin, "a", 1, "CNYX", Samples.EXPIRY, "r", "j"))
                .hasMessage("bad currency of a voucher");
    }

    private static void assertFault(String compact, TerminalPrivateKey key, String field, String rule) {
        assertThatThrownBy(() -> VoucherEnvelope.open(compact, key))
                .isInstanceOfSatisfying(MalformedEnvelopeException.class, fault -> {
                    assertThat(fault.field()).isEqualTo(field);
                    assertThat(fault.rule()).isEqualTo(rule);
                });
    }
}
