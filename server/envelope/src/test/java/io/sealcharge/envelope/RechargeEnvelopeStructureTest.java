package io.sealcharge.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What shows without a key is refused by field and rule, and no opener is asked. */
class RechargeEnvelopeStructureTest {
    private static final String BASE64_RULE = "must be base64url without padding";
    private static final String JSON_RULE = "must be a JSON object in UTF-8";
    private static final String ALG_RULE = "must be ECDH-ES, ECDH-ES+A256KW, A256KW or dir";

    private static CompactParts sealed(KeyEncryption encryption) {
        return new CompactParts(RechargeEnvelope.seal(Samples.recharge(), Samples.rechargeKey(), encryption));
    }

    private static CompactParts sealed() {
        return sealed(KeyEncryption.ECDH_ES);
    }

    static Stream<Arguments> badMembers() {
        return Stream.of(
                Arguments.of("zip", "DEF", "/zip", "is not allowed: the payload must not be compressed"),
                Arguments.of("crit", List.of("exp"), "/crit", "is not allowed: there are no critical extensions"),
                Arguments.of("jku", "https://a.test", "/jku", "is not allowed: a key is never taken from an address"),
                Arguments.of("x5u", "https://a.test", "/x5u", "is not allowed: a key is never taken from an address"),
                given("jwk", Map.of("kty", "EC")),
                given("x5c", List.of("MII")),
                given("x5t", "a"),
                given("x5t#S256", "a"),
                Arguments.of("p2s", "a", "/p2s", "is not allowed: passwords are not used"),
                Arguments.of("p2c", 1000, "/p2c", "is not allowed: passwords are not used"),
                Arguments.of("exp", 1, "/exp", "is not a known member"),
                Arguments.of("iv", "a", "/iv", "is not a known member"),
                Arguments.of("b64", false, "/b64", "is not a known member"),
                Arguments.of("alg", "RSA-OAEP-256", "/alg", ALG_RULE),
                Arguments.of("alg", "A128KW", "/alg", ALG_RULE),
                Arguments.of("alg", "ECDH-ES+A128KW", "/alg", ALG_RULE),
                Arguments.of("alg", "ecdh-es", "/alg", ALG_RULE),
                Arguments.of("alg", null, "/alg", "must be a string"),
                Arguments.of("enc", "A128GCM", "/enc", "must be A256GCM"),
                Arguments.of("enc", "A256CBC-HS512", "/enc", "must be A256GCM"),
                Arguments.of("typ", "JWE", "/typ", "must be sealcharge-recharge+jwe"),
                Arguments.of("cty", "jwt", "/cty", "must be json"),
                Arguments.of("kid", "a b", "/kid", "must be 1 to 64 of A-Z a-z 0-9 . _ : -"),
                Arguments.of("kid", 7, "/kid", "must be a string"),
                Arguments.of("apu", "Alice=", "/apu", BASE64_RULE),
                Arguments.of("apv", 7, "/apv", "must be a string"),
                Arguments.of("epk", "x", "/epk", "must be an object"));
    }

    private static Arguments given(String member, Object value) {
        return Arguments.of(
                member, value, "/" + member, "is not allowed: a key or certificate is never taken from the header");
    }

    @ParameterizedTest
    @MethodSource("badMembers")
    void aBadHeaderMemberIsRefused(String member, Object value, String field, String rule) {
        assertFault(sealed().header(header -> header.put(member, value)), field, rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alg", "enc", "kid", "epk"})
    void aMissingHeaderMemberIsRefused(String member) {
        assertFault(sealed().header(header -> header.remove(member)), "/" + member, "is required");
    }

    static Stream<Arguments> badEpks() {
        String zeros = "A".repeat(43);
        return Stream.of(
                Arguments.of(Map.of("kty", "RSA"), "/epk/kty", "must be EC"),
                Arguments.of(Map.of("crv", "P-521"), "/epk/crv", "must be P-256"),
                Arguments.of(Map.of("crv", "X25519"), "/epk/crv", "must be P-256"),
                Arguments.of(
                        Map.of("d", zeros),
                        "/epk/d",
                        "is private key material: send the public key only, and make a new key"),
                Arguments.of(Map.of("kid", "a"), "/epk/kid", "is not a known member"),
                Arguments.of(Map.of("x", zeros), "/epk", "must be a point on the curve P-256"),
                Arguments.of(Map.of("x", zeros, "y", zeros), "/epk", "must not be the point at infinity"),
                Arguments.of(Map.of("y", "AA"), "/epk/y", "must be 32 bytes in base64url without padding"),
                Arguments.of(Map.of("y", 1), "/epk/y", "must be a string"));
    }

    @ParameterizedTest
    @MethodSource("badEpks")
    void aBadEphemeralKeyIsRefused(Map<String, Object> change, String field, String rule) {
        CompactParts parts = sealed().header(header -> {
            Map<String, Object> epk = new LinkedHashMap<>(
                    Members.object(header.get("epk"), "/epk").values());
            epk.putAll(change);
            header.put("epk", epk);
        });

        assertFault(parts, field, rule);
    }

    @Test
    void aMemberThatOccursTwiceIsRefused() {
        String header = sealed().headerText();

        assertFault(sealed().headerText(header.replaceFirst("\\{", "{\"kid\":\"a\",")), "/kid", "must not occur twice");
        assertFault(
                sealed().headerText(header.replace("\"crv\"", "\"kty\":\"EC\",\"crv\"")),
                "/epk/kty",
                "must not occur twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"a\"",
                "{",
                "{}{}",
                "{} x",
                "{'alg':\"ECDH-ES\"}",
                "{\"alg\":ECDH-ES}",
                "{\"alg\":\"ECDH-ES\",}",
                "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}",
                "{\"a\":1e99999999999999999999999999999999999}"
            })
    void aHeaderThatIsNoJsonObjectIsRefused(String header) {
        assertFault(sealed().headerText(header), "protected", JSON_RULE);
    }

    @Test
    void aHeaderThatIsNotUtf8IsRefused() {
        assertFault(sealed().part(0, new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"'}), "protected", JSON_RULE);
    }

    static Stream<Arguments> badParts() {
        return Stream.of(
                Arguments.of(KeyEncryption.ECDH_ES, 0, "a b", "protected", BASE64_RULE),
                Arguments.of(KeyEncryption.ECDH_ES, 0, "e30=", "protected", BASE64_RULE),
                Arguments.of(KeyEncryption.ECDH_ES, 0, zeros(1025), "protected", "must be at most 1024 bytes"),
                Arguments.of(KeyEncryption.ECDH_ES, 1, zeros(40), "encrypted_key", "must be empty for ECDH-ES"),
                Arguments.of(KeyEncryption.ECDH_ES_A256KW, 1, "", "encrypted_key", "must be 40 bytes"),
                Arguments.of(KeyEncryption.ECDH_ES_A256KW, 1, zeros(39), "encrypted_key", "must be 40 bytes"),
                Arguments.of(KeyEncryption.ECDH_ES_A256KW, 1, "*", "encrypted_key", BASE64_RULE),
                Arguments.of(KeyEncryption.ECDH_ES, 2, "", "iv", "must be 12 bytes"),
                Arguments.of(KeyEncryption.ECDH_ES, 2, zeros(16), "iv", "must be 12 bytes"),
                Arguments.of(KeyEncryption.ECDH_ES, 2, "/", "iv", BASE64_RULE),
                Arguments.of(KeyEncryption.ECDH_ES, 3, "", "ciphertext", "must be 1 to 512 bytes"),
                Arguments.of(KeyEncryption.ECDH_ES, 3, zeros(513), "ciphertext", "must be 1 to 512 bytes"),
                Arguments.of(KeyEncryption.ECDH_ES, 3, "A", "ciphertext", BASE64_RULE),
                Arguments.of(KeyEncryption.ECDH_ES, 4, "", "tag", "must be 16 bytes"),
                Arguments.of(KeyEncryption.ECDH_ES, 4, zeros(12), "tag", "must be 16 bytes"),
                Arguments.of(KeyEncryption.ECDH_ES, 4, "AB", "tag", BASE64_RULE));
    }

    private static String zeros(int length) {
        return Base64Url.encode(new byte[length]);
    }

    @ParameterizedTest
    @MethodSource("badParts")
    void aBadPartIsRefused(KeyEncryption encryption, int index, String text, String field, String rule) {
        assertFault(sealed(encryption).part(index, text), field, rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.b.c", "a.b.c.d", "a.b.c.d.e.f", "not a jwe"})
    void whatIsNotFivePartsIsRefused(String compact) {
        assertFault(compact, "", "must be five parts separated by dots (JWE compact serialization)");
    }

    @Test
    void moreThan4096CharactersAreRefused() {
        assertFault("A".repeat(4097), "", "must be at most 4096 characters");
        assertFault(".".repeat(4096), "", "must be five parts separated by dots (JWE compact serialization)");
    }

    @Test
    void optionalMembersMayBeThereOrNot() {
        CompactParts bare = sealed().header(header -> {
            header.remove("typ");
            header.remove("cty");
        });
        CompactParts full = sealed().header(header -> {
            header.put("apu", "QWxpY2U");
            header.put("apv", "Qm9i");
        });

        assertThat(RechargeEnvelope.parse(bare.compact()).kid())
                .isEqualTo(Samples.rechargeKey().kid());
        assertThat(RechargeEnvelope.parse(full.compact()).kid())
                .isEqualTo(Samples.rechargeKey().kid());
    }

    private static void assertFault(CompactParts parts, String field, String rule) {
        assertFault(parts.compact(), field, rule);
    }

    private static void assertFault(String compact, String field, String rule) {
        assertThatThrownBy(() -> RechargeEnvelope.parse(compact))
                .isInstanceOfSatisfying(MalformedEnvelopeException.class, fault -> {
                    assertThat(fault.field()).isEqualTo(field);
                    assertThat(fault.rule()).isEqualTo(rule);
                });
    }
}
