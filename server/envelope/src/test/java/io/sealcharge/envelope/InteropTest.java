package io.sealcharge.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The envelopes are what another library, jose of npm, takes them for. */
@Tag("real")
class InteropTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static NpmJose jose;

    @BeforeAll
    static void install() {
        jose = NpmJose.install();
    }

    private static JsonNode json(byte[] text) throws Exception {
        return MAPPER.readTree(text);
    }

    private static JsonNode json(String text) throws Exception {
        return MAPPER.readTree(text);
    }

    private static JsonNode rechargePrivateJwk() throws Exception {
        return json(new ECKey.Builder(Curve.P_256, (ECPublicKey) Samples.RECHARGE_PAIR.getPublic())
                .privateKey((ECPrivateKey) Samples.RECHARGE_PAIR.getPrivate())
                .build()
                .toJSONString());
    }

    @ParameterizedTest
    @EnumSource(KeyEncryption.class)
    void ourVoucherOpensThere(KeyEncryption encryption) throws Exception {
        TerminalPrivateKey key = Samples.terminalKey(encryption);
        ObjectNode call = jose.call("open");
        call.set("jwk", json(key.toJwkJson()));
        call.put("alg", encryption.jwaName());
        call.put("jwe", VoucherEnvelope.seal(Samples.voucher(key.publicKey()), key.publicKey()));

        JsonNode result = jose.run(call);

        assertThat(json(result.path("plaintext").asText()))
                .isEqualTo(json(
                        "{\"pin\":\"%s\",\"serialNumber\":\"1234567890123456\",\"faceValueMinor\":5000,\"currency\":\"CNY\",\"expiresAt\":\"2026-11-22T08:00:00.000Z\",\"reference\":\"order-1\",\"jkt\":\"%s\"}"
                                .formatted(Samples.PIN, key.publicKey().thumbprint())));
        assertThat(result.path("header").path("typ").asText()).isEqualTo("sealcharge-voucher+jwe");
    }

    @ParameterizedTest
    @EnumSource(KeyEncryption.class)
    void aVoucherSealedThereOpensHere(KeyEncryption encryption) throws Exception {
        TerminalPrivateKey key = Samples.terminalKey(encryption);
        ObjectNode call = jose.call("seal");
        call.set("jwk", json(key.publicKey().toJwkJson()));
        call.set(
                "header",
                json("{\"alg\":\"%s\",\"enc\":\"A256GCM\",\"typ\":\"sealcharge-voucher+jwe\",\"cty\":\"json\"}"
                        .formatted(encryption.jwaName())));
        call.put(
                "plaintext",
                "{\"serialNumber\":\"1234567890123456\",\"faceValueMinor\":5000,\"currency\":\"CNY\",\"expiresAt\":\"2026-11-22T08:00:00.000Z\",\"reference\":\"order-1\",\"jkt\":\"%s\",\"pin\":\"%s\"}"
                        .formatted(key.publicKey().thumbprint(), Samples.PIN));

        String jwe = jose.run(call).path("jwe").asText();

        assertThat(VoucherEnvelope.open(jwe, key)).isEqualTo(Samples.voucher(key.publicKey()));
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyEncryption.class,
            names = {"ECDH_ES", "ECDH_ES_A256KW"})
    void ourRechargeOpensThere(KeyEncryption encryption) throws Exception {
        ObjectNode call = jose.call("open");
        call.set("jwk", rechargePrivateJwk());
        call.put("alg", encryption.jwaName());
        call.put("jwe", RechargeEnvelope.seal(Samples.recharge(), Samples.rechargeKey(), encryption));

        assertThat(json(jose.run(call).path("plaintext").asText()))
                .isEqualTo(json("{\"pin\":\"%s\",\"phoneNumber\":\"%s\",\"reference\":\"recharge-1\"}"
                        .formatted(Samples.PIN, Samples.PHONE)));
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyEncryption.class,
            names = {"ECDH_ES", "ECDH_ES_A256KW"})
    void aRechargeSealedThereOpensHere(KeyEncryption encryption) throws Exception {
        RechargeKey key = Samples.rechargeKey();
        ObjectNode call = jose.call("seal");
        call.set("jwk", ((ObjectNode) rechargePrivateJwk()).without("d"));
        call.set(
                "header",
                json("{\"alg\":\"%s\",\"enc\":\"A256GCM\",\"kid\":\"%s\"}".formatted(encryption.jwaName(), key.kid())));
        call.put(
                "plaintext",
                "{ \"reference\": \"recharge-1\", \"pin\": \"%s\", \"phoneNumber\": \"%s\" }"
                        .formatted(Samples.PIN, Samples.PHONE));

        RechargeEnvelope envelope =
                RechargeEnvelope.parse(jose.run(call).path("jwe").asText());

        assertThat(envelope.kid()).isEqualTo(key.kid());
        assertThat(envelope.open(Samples.opener())).isEqualTo(Samples.recharge());
    }

    @Test
    void ourStatementOfARechargeKeyVerifiesThere() throws Exception {
        String statement = Samples.statement(Samples.rechargeKey());
        ObjectNode call = jose.call("verify");
        call.set(
                "jwk",
                json(Samples.jwks((ECPublicKey) Samples.SIGNING_PAIR.getPublic()))
                        .path("keys")
                        .path(0));
        call.put("jws", statement);

        JsonNode result = jose.run(call);

        assertThat(result.path("header").path("kid").asText()).isEqualTo(Samples.signingKid());
        assertThat(result.path("payload").asText())
                .isEqualTo(new String(Base64Url.decode(statement.split("\\.", -1)[1], ""), StandardCharsets.UTF_8));
    }
}
