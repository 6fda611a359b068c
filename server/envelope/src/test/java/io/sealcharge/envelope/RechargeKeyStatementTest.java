package io.sealcharge.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RechargeKeyStatementTest {
    private static String[] parts() {
        return Samples.statement(Samples.rechargeKey()).split("\\.", -1);
    }

    private static String text(String part) {
        return new String(Base64Url.decode(part, ""), StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Header and payload changed and signed anew. */
    private static String resigned(String header, String payload) {
        byte[] input = (encode(header) + "." + encode(payload)).getBytes(StandardCharsets.US_ASCII);
        return RechargeKeyStatement.assemble(input, Samples.sign(input));
    }

    @Test
    void headerAndPayloadAreThoseOfTheContract() {
        RechargeKey key = Samples.rechargeKey();

        assertThat(text(parts()[0]))
                .isEqualTo("{\"alg\":\"ES256\",\"typ\":\"sealcharge-recharge-key+jwt\",\"kid\":\"%s\"}"
                        .formatted(Samples.signingKid()));
        assertThat(text(parts()[1]))
                .isEqualTo(
                        "{\"iss\":\"https://platform.test\",\"kid\":\"%s\",\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\"},\"reference\":\"recharge-1\",\"channel\":\"channel-1\",\"terminal\":\"terminal-1\",\"expiresAt\":\"2026-11-22T08:00:00.000Z\"}"
                                .formatted(
                                        key.kid(), key.point().x(), key.point().y()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"ES256\"|\"none\"|/alg: must be ES256",
                "\"ES256\"|\"HS256\"|/alg: must be ES256",
                "-key+jwt|+jwe|/typ: must be sealcharge-recharge-key+jwt",
                "{|{\"jku\":\"https://a.test\",|/jku: is not a known member",
                "{|{\"crit\":[\"b64\"],|/crit: is not a known member",
                "{|{\"kid\":\"a\",|/kid: must not occur twice"
            })
    void aBadHeaderIsRefusedEvenIfSigned(String from, String to, String reason) {
        String jws = resigned(text(parts()[0]).replace(from, to), text(parts()[1]));

        assertRefused(jws, "not a recharge key statement: " + reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"kid\":\"|\"kid\":\"x",
                "\"crv\":\"P-256\"|\"crv\":\"P-384\"",
                "{\"kty\"|{\"d\":\"AA\",\"kty\"",
                "\"reference\":\"recharge-1\"|\"reference\":7",
                "\"channel\":\"channel-1\",|",
                "00.000Z|00Z",
                "2026-11-22|2026-13-22",
                "{\"iss\"|{\"more\":1,\"iss\"",
                "{\"iss\"|[{\"iss\""
            })
    void aBadPayloadIsRefusedEvenIfSigned(String from, String to) {
        String payload = text(parts()[1]).replace(from, to == null ? "" : to);

        assertThatThrownBy(() -> RechargeKeyStatement.verify(resigned(text(parts()[0]), payload), Samples.pins()))
                .isInstanceOf(UntrustedKeyException.class)
                .hasMessageStartingWith("not a recharge key statement: ");
    }

    @Test
    void aChangedPayloadIsRefused() {
        String[] parts = parts();

        assertRefused(
                parts[0] + "." + encode(text(parts[1]).replace("terminal-1", "terminal-2")) + "." + parts[2],
                "the signature of the recharge key is wrong");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 65, 70})
    void aSignatureOfAnotherLengthIsRefused(int length) {
        assertRefused(
                parts()[0] + "." + parts()[1] + "." + Base64Url.encode(new byte[length]),
                "the signature of the recharge key is wrong");
    }

    @Test
    void aSignatureOfZerosIsRefused() {
        assertRefused(
                parts()[0] + "." + parts()[1] + "." + Base64Url.encode(new byte[64]),
                "the signature of the recharge key is wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a.b", "a.b.c.d", "..", "e30.e30.", "a b.c.d"})
    void whatIsNoJwsIsRefused(String jws) {
        assertThatThrownBy(() -> RechargeKeyStatement.verify(jws, Samples.pins()))
                .isInstanceOf(UntrustedKeyException.class);
        assertThatThrownBy(() -> RechargeKeyStatement.verify("a".repeat(5000), Samples.pins()))
                .isInstanceOf(UntrustedKeyException.class);
    }

    @Test
    void aClaimThatIsNoNameIsNotSigned() {
        RechargeKey key = Samples.rechargeKey();
        RechargeKey bad = new RechargeKey(
                key.kid(), key.point(), key.issuer(), "a\"b", key.channel(), key.terminal(), key.expiresAt());

        assertThatThrownBy(() -> RechargeKeyStatement.signingInput(bad, "kid"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RechargeKeyStatement.assemble(new byte[1], new byte[70]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pinsMayOverlapAndOtherTypesArePassedOver() {
        ECPublicKey old = (ECPublicKey) Samples.ecPair().getPublic();
        String both = "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}," + inner(old) + ","
                + inner((ECPublicKey) Samples.SIGNING_PAIR.getPublic()) + "]}";
        PinnedKeys pins = PinnedKeys.parse(both);

        assertThat(pins.kids()).containsExactlyInAnyOrder(P256Point.of(old).thumbprint(), Samples.signingKid());
        assertThat(RechargeKeyStatement.verify(Samples.statement(Samples.rechargeKey()), pins))
                .isEqualTo(Samples.rechargeKey());
    }

    private static String inner(ECPublicKey key) {
        String set = Samples.jwks(key);
        return set.substring(set.indexOf('[') + 1, set.lastIndexOf(']'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/keys: must be an array of JWKs",
                "{\"keys\":{}}|/keys: must be an array of JWKs",
                "{\"keys\":[]}|/keys: must hold an EC key on P-256",
                "{\"keys\":[7]}|/keys/0: must be an object",
                "{\"keys\":[{\"crv\":\"P-256\"}]}|/keys/0/kty: is required",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AA\"}]}|/keys/0/k: is private key material: send the public key only, and make a new key",
                "[]|must be a JSON object in UTF-8"
            })
    void pinsThatAreNoKeySetAreRefused(String json, String message) {
        assertThatThrownBy(() -> PinnedKeys.parse(json))
                .isInstanceOf(MalformedEnvelopeException.class)
                .hasMessage(message);
    }

    @Test
    void aPinUnderAnotherNameThanItsThumbprintIsRefused() {
        String set = Samples.jwks((ECPublicKey) Samples.SIGNING_PAIR.getPublic());

        assertThatThrownBy(() -> PinnedKeys.parse(set.replace("\"kid\":\"", "\"kid\":\"x")))
                .isInstanceOf(MalformedEnvelopeException.class)
                .hasMessage("/keys/0/kid: must be " + Samples.signingKid());
    }

    private static void assertRefused(String jws, String reason) {
        assertThatThrownBy(() -> RechargeKeyStatement.verify(jws, Samples.pins()))
                .isInstanceOf(UntrustedKeyException.class)
                .hasMessage(reason);
    }
}
