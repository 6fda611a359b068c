package io.sealcharge.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Examples of the RFCs that the envelopes follow. */
class StandardVectorsTest {
    private static final String EPK_X = "gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0";
    private static final String EPK_Y = "SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps";

    /** RFC 7518, appendix C: the example asks for 128 bits, the first half of the block that the KDF makes. */
    @Test
    void theAgreementAndKdfOfRfc7518AppendixC() throws GeneralSecurityException {
        BigInteger bobsScalar =
                Base64URL.from("VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw").decodeToBigInteger();
        ECPublicKey onCurve = (ECPublicKey) Samples.RECHARGE_PAIR.getPublic();
        ECPrivateKey bob = (ECPrivateKey)
                KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(bobsScalar, onCurve.getParams()));
        P256Point epk = P256Point.of(new Members(Map.of("x", EPK_X, "y", EPK_Y), ""));
        byte[] otherInfo = HexFormat.of()
                .parseHex(
                        "00000007" + hex("A128GCM") + "00000005" + hex("Alice") + "00000003" + hex("Bob") + "00000080");

        byte[] block = new SoftwareEnvelopeOpener(bob).deriveKey(epk.uncompressed(), otherInfo);

        assertThat(Base64Url.encode(Arrays.copyOf(block, 16))).isEqualTo("VqqN6vgjbSBcIijNcacQGg");
    }

    @Test
    void otherInfoIsComposedAsInRfc7518Section462() {
        assertThat(otherInfo("ECDH-ES")).isEqualTo("00000007" + hex("A256GCM") + parties() + "00000100");
        assertThat(otherInfo("ECDH-ES+A256KW")).isEqualTo("0000000e" + hex("ECDH-ES+A256KW") + parties() + "00000100");
    }

    private static String parties() {
        return "00000005" + hex("Alice") + "00000003" + hex("Bob");
    }

    private static String otherInfo(String alg) {
        String header =
                "{\"alg\":\"%s\",\"enc\":\"A256GCM\",\"kid\":\"k\",\"apu\":\"QWxpY2U\",\"apv\":\"Qm9i\",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\"}}"
                        .formatted(alg, EPK_X, EPK_Y);
        return HexFormat.of()
                .formatHex(JweHeader.read(header.getBytes(StandardCharsets.US_ASCII), EnvelopeKind.RECHARGE)
                        .otherInfo());
    }

    private static String hex(String ascii) {
        return HexFormat.of().formatHex(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    /** RFC 3394, 4.6. */
    @Test
    void aWrappedKeyOf256BitsOfRfc3394() {
        byte[] kek = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        byte[] wrapped = HexFormat.of()
                .parseHex("28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21");

        assertThat(HexFormat.of().formatHex(ContentKey.unwrap(kek, wrapped)))
                .isEqualTo("00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f");
    }

    /** RFC 7516, appendix A.1, from the content key on. */
    @Test
    void theContentOfRfc7516AppendixA1() {
        byte[] key = HexFormat.of().parseHex("b1a1f480548fe1733fb403ff6b9ad4f68a076e5b702e22692f82cb2e7aea40fc");
        byte[] text = HexFormat.of()
                .parseHex(HexFormat.of()
                                .formatHex(
                                        decode(
                                                "5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4vpzs9tX_EFShS8iB7j6jiSdiwkIr3ajwQzaBtQD_A"))
                        + HexFormat.of().formatHex(decode("XFBoMYUZodetZdvTiFvSkQ")));

        byte[] plaintext = ContentKey.decrypt(
                key,
                decode("48V1_ALb6US04U3b"),
                "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ".getBytes(StandardCharsets.US_ASCII),
                text);

        assertThat(new String(plaintext, StandardCharsets.US_ASCII))
                .isEqualTo("The true sign of intelligence is not knowledge but imagination.");
    }

    private static byte[] decode(String text) {
        return Base64Url.decode(text, "");
    }

    /** RFC 7638, 3.1. */
    @Test
    void theThumbprintOfRfc7638() {
        String modulus =
                "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

        TerminalPublicKey key =
                TerminalPublicKey.of(Map.of("kty", "RSA", "alg", "RSA-OAEP-256", "n", modulus, "e", "AQAB"));

        assertThat(key.thumbprint()).isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }
}
