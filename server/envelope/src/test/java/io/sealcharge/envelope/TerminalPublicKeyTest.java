package io.sealcharge.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.text.ParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalPublicKeyTest {
    private static final String PRIVATE_RULE = "is private key material: send the public key only, and make a new key";
    private static final String NAME_RULE = "must be 1 to 64 of A-Z a-z 0-9 . _ : -";

    private static Map<String, Object> jwk(KeyEncryption encryption) {
        return new HashMap<>(StrictJson.object(
                Samples.terminalKey(encryption)
                        .publicKey()
                        .toJwkJson()
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                ""));
    }

    private static Map<String, Object> ec() {
        return jwk(KeyEncryption.ECDH_ES);
    }

    private static Map<String, Object> rsa() {
        return jwk(KeyEncryption.RSA_OAEP_256);
    }

    @ParameterizedTest
    @EnumSource(KeyEncryption.class)
    void theCanonicalFormReadsBackAsTheSameKey(KeyEncryption encryption) throws ParseException {
        TerminalPublicKey key = Samples.terminalKey(encryption).publicKey();

        assertThat(TerminalPublicKey.of(jwk(encryption))).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(key.encryption()).isEqualTo(encryption);
        assertThat(key.kid()).isNull();
        assertThat(key).hasToString(key.thumbprint());
        assertThat(com.nimbusds.jose.jwk.JWK.parse(key.toJwkJson()).isPrivate()).isFalse();
    }

    @Test
    void theThumbprintIsWhatAnotherLibraryCalculates() throws Exception {
        TerminalPublicKey ec = Samples.terminalKey(KeyEncryption.ECDH_ES).publicKey();
        TerminalPublicKey rsa = Samples.terminalKey(KeyEncryption.RSA_OAEP_256).publicKey();

        assertThat(ec.thumbprint())
                .isEqualTo(ECKey.parse(ec.toJwkJson()).computeThumbprint().toString());
        assertThat(rsa.thumbprint())
                .isEqualTo(RSAKey.parse(rsa.toJwkJson()).computeThumbprint().toString());
    }

    @Test
    void kidAndUseAreOptional() {
        Map<String, Object> jwk = ec();
        jwk.put("kid", "till:7");
        jwk.put("use", "enc");

        assertThat(TerminalPublicKey.of(jwk).kid()).isEqualTo("till:7");
        assertThat(TerminalPublicKey.of(jwk).toJwkJson()).contains("\"kid\":\"till:7\"");
    }

    static Stream<Arguments> ecFaults() {
        String x = (String) ec().get("x");
        String zeros = "A".repeat(43);
        String prime = Base64Url.encode(hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"));
        return Stream.of(
                Arguments.of("kty", null, "/kty", "must be a string"),
                Arguments.of("kty", "oct", "/kty", "must be EC or RSA"),
                Arguments.of("kty", "ec", "/kty", "must be EC or RSA"),
                Arguments.of("alg", "RSA-OAEP-256", "/alg", "must be ECDH-ES or ECDH-ES+A256KW for an EC key"),
                Arguments.of("alg", "ECDH-ES+A128KW", "/alg", "must be ECDH-ES or ECDH-ES+A256KW for an EC key"),
                Arguments.of("alg", 7, "/alg", "must be a string"),
                Arguments.of("crv", "P-384", "/crv", "must be P-256"),
                Arguments.of("crv", "secp256k1", "/crv", "must be P-256"),
                Arguments.of("x", x + "A", "/x", "must be 32 bytes in base64url without padding"),
                Arguments.of("x", "", "/x", "must be 32 bytes in base64url without padding"),
                Arguments.of("x", x.substring(0, 42) + "=", "/x", "must be base64url without padding"),
                Arguments.of("x", x.substring(0, 42) + "+", "/x", "must be base64url without padding"),
                Arguments.of("y", "_".repeat(42) + "9", "/y", "must be base64url without padding"),
                Arguments.of("y", prime, "/y", "must be less than the prime of P-256"),
                Arguments.of("x", prime, "/x", "must be less than the prime of P-256"),
                Arguments.of("x", zeros, "", "must be a point on the curve P-256"),
                Arguments.of("y", x, "", "must be a point on the curve P-256"),
                Arguments.of("use", "sig", "/use", "must be enc"),
                Arguments.of("kid", "", "/kid", NAME_RULE),
                Arguments.of("kid", "k".repeat(65), "/kid", NAME_RULE),
                Arguments.of("kid", "a b", "/kid", NAME_RULE),
                Arguments.of("key_ops", "deriveKey", "/key_ops", "is not a known member"),
                Arguments.of("n", "AQAB", "/n", "is not a known member"),
                Arguments.of("x5c", "a", "/x5c", "is not a known member"),
                Arguments.of("a/b~c\u0000", "a", "/a~1b~0c?", "is not a known member"),
                Arguments.of("u".repeat(100), "a", "/" + "u".repeat(64), "is not a known member"));
    }

    @ParameterizedTest
    @MethodSource("ecFaults")
    void aBadEcKeyIsRefusedByFieldAndRule(String member, Object value, String field, String rule) {
        Map<String, Object> jwk = ec();
        jwk.put(member, value);

        assertFault(jwk, field, rule);
    }

    @Test
    void thePointAtInfinityIsRefused() {
        Map<String, Object> jwk = ec();
        jwk.put("x", "A".repeat(43));
        jwk.put("y", "A".repeat(43));

        assertFault(jwk, "", "must not be the point at infinity");
        assertThatThrownBy(() -> P256Point.ofUncompressed(new byte[1])).hasMessage("must not be the point at infinity");
        byte[] zeros = new byte[65];
        zeros[0] = 4;
        assertThatThrownBy(() -> P256Point.ofUncompressed(zeros)).hasMessage("must not be the point at infinity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kty", "alg", "crv", "x", "y"})
    void eachMemberOfAnEcKeyIsRequired(String member) {
        Map<String, Object> jwk = ec();
        jwk.remove(member);

        assertFault(jwk, "/" + member, "is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kty", "alg", "n", "e"})
    void eachMemberOfAnRsaKeyIsRequired(String member) {
        Map<String, Object> jwk = rsa();
        jwk.remove(member);

        assertFault(jwk, "/" + member, "is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
    void privateMembersAreRefusedInTheirOwnWords(String member) {
        for (Map<String, Object> jwk : Arrays.asList(ec(), rsa())) {
            jwk.put(member, "AQAB");

            assertFault(jwk, "/" + member, PRIVATE_RULE);
        }
    }

    static Stream<Arguments> rsaFaults() {
        return Stream.of(
                Arguments.of("alg", "RSA-OAEP", "/alg", "must be RSA-OAEP-256"),
                Arguments.of("alg", "RSA1_5", "/alg", "must be RSA-OAEP-256"),
                Arguments.of("alg", "ECDH-ES", "/alg", "must be RSA-OAEP-256"),
                Arguments.of("n", modulus(2047), "/n", "must be of 2048 to 4096 bits"),
                Arguments.of("n", modulus(1024), "/n", "must be of 2048 to 4096 bits"),
                Arguments.of("n", modulus(4097), "/n", "must be of 2048 to 4096 bits"),
                Arguments.of("n", "A".repeat(100_000), "/n", "must be of 2048 to 4096 bits"),
                Arguments.of("n", number(BigInteger.ONE.shiftLeft(2047)), "/n", "must be odd"),
                Arguments.of("n", "AAAB", "/n", "must not begin with a zero byte"),
                Arguments.of("n", "", "/n", "must not be empty"),
                Arguments.of("n", "A+/=", "/n", "must be base64url without padding"),
                Arguments.of("e", exponent(3), "/e", "must be 65537 or more"),
                Arguments.of("e", exponent(1), "/e", "must be 65537 or more"),
                Arguments.of("e", exponent(65_535), "/e", "must be 65537 or more"),
                Arguments.of("e", exponent(65_538), "/e", "must be odd"),
                Arguments.of("e", exponent((1L << 32) + 1), "/e", "must be less than 2^32"),
                Arguments.of("e", modulus(2048), "/e", "must be less than 2^32"),
                Arguments.of("e", "", "/e", "must not be empty"),
                Arguments.of("e", "AAEAAQ", "/e", "must not begin with a zero byte"),
                Arguments.of("crv", "P-256", "/crv", "is not a known member"));
    }

    @ParameterizedTest
    @MethodSource("rsaFaults")
    void aBadRsaKeyIsRefusedByFieldAndRule(String member, Object value, String field, String rule) {
        Map<String, Object> jwk = rsa();
        jwk.put(member, value);

        assertFault(jwk, field, rule);
    }

    @ParameterizedTest
    @ValueSource(ints = {2048, 4096})
    void theLimitsOfAModulusAreInside(int bits) {
        Map<String, Object> jwk = rsa();
        jwk.put("n", modulus(bits));
        jwk.put("e", exponent((1L << 32) - 1));

        assertThat(TerminalPublicKey.of(jwk).rsaKey().getModulus().bitLength()).isEqualTo(bits);
    }

    private static void assertFault(Map<String, Object> jwk, String field, String rule) {
        assertThatThrownBy(() -> TerminalPublicKey.of(jwk))
                .isInstanceOfSatisfying(MalformedEnvelopeException.class, fault -> {
                    assertThat(fault.field()).isEqualTo(field);
                    assertThat(fault.rule()).isEqualTo(rule);
                });
    }

    private static String modulus(int bits) {
        return number(BigInteger.ONE.shiftLeft(bits - 1).setBit(0));
    }

    private static String exponent(long value) {
        return number(BigInteger.valueOf(value));
    }

    private static String number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return Base64Url.encode(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static byte[] hex(String text) {
        return java.util.HexFormat.of().parseHex(text);
    }
}
