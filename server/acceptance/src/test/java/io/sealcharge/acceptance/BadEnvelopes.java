package io.sealcharge.acceptance;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Recharge envelopes whose fault shows before anything is decrypted. */
final class BadEnvelopes {
    private static final int IV = 12;
    private static final int TAG = 16;
    private static final int CIPHERTEXT = 90;
    private static final int WRAPPED_KEY = 40;

    private final Random random = new Random(7);
    private final JsonObject header;

    /** @param field that the answer must name, after {@code envelope:} */
    record BadEnvelope(String name, String compact, String field) {}

    /**
     * @param kid of an outstanding recharge key, so that nothing but the fault stands in the way
     * @param epk a public point
     */
    BadEnvelopes(String kid, JsonObject epk) {
        header = new JsonObject()
                .put("alg", "ECDH-ES")
                .put("enc", "A256GCM")
                .put("kid", kid)
                .put("epk", epk);
    }

    /** Sound in structure, so that the platform would have to decrypt it to see that it is rubbish. */
    String soundFor(String kid) {
        return compact(header.copy().put("kid", kid).encode(), 0, IV, CIPHERTEXT, TAG);
    }

    Stream<BadEnvelope> all() {
        return Stream.of(badParts(), algorithms(), members(), points()).flatMap(envelopes -> envelopes);
    }

    private Stream<BadEnvelope> badParts() {
        String good = soundFor(header.getString("kid"));
        String[] parts = good.split("\\.", -1);
        String json = header.encode();
        String wrapping = header.copy().put("alg", "ECDH-ES+A256KW").encode();
        return Stream.of(
                new BadEnvelope("four parts", good.substring(0, good.lastIndexOf('.')), ""),
                new BadEnvelope("six parts", good + ".AA", ""),
                new BadEnvelope("no dots", "abc", ""),
                new BadEnvelope(
                        "an empty header", "." + String.join(".", List.of(parts).subList(1, 5)), "protected"),
                new BadEnvelope("a header outside base64url", "*" + good.substring(1), "protected"),
                new BadEnvelope("a header that is no JSON", compact("nonsense", 0, IV, CIPHERTEXT, TAG), "protected"),
                new BadEnvelope("a header that is a list", compact("[]", 0, IV, CIPHERTEXT, TAG), "protected"),
                new BadEnvelope(
                        "a member twice in the header",
                        compact("{\"enc\":\"A256GCM\"," + json.substring(1), 0, IV, CIPHERTEXT, TAG),
                        "/enc"),
                new BadEnvelope(
                        "a header over 1024 bytes",
                        compact(header.copy().put("apu", "A".repeat(1024)).encode(), 0, IV, CIPHERTEXT, TAG),
                        "protected"),
                new BadEnvelope("a key where none belongs", compact(json, WRAPPED_KEY, IV, 9, TAG), "encrypted_key"),
                new BadEnvelope("no wrapped key", compact(wrapping, 0, IV, 9, TAG), "encrypted_key"),
                new BadEnvelope("a wrapped key too short", compact(wrapping, 39, IV, 9, TAG), "encrypted_key"),
                new BadEnvelope("an iv of 11 bytes", compact(json, 0, IV - 1, 9, TAG), "iv"),
                new BadEnvelope("an iv of 16 bytes", compact(json, 0, 16, 9, TAG), "iv"),
                new BadEnvelope("a tag of 15 bytes", compact(json, 0, IV, 9, TAG - 1), "tag"),
                new BadEnvelope("a tag of 12 bytes", compact(json, 0, IV, 9, 12), "tag"),
                new BadEnvelope("no ciphertext", compact(json, 0, IV, 0, TAG), "ciphertext"),
                new BadEnvelope("ciphertext over 512 bytes", compact(json, 0, IV, 513, TAG), "ciphertext"));
    }

    private Stream<BadEnvelope> algorithms() {
        // with a key that is shared nothing is agreed on
        Stream<BadEnvelope> shared = Stream.of("dir", "A256KW")
                .map(alg -> bad("alg '" + alg + "' with an epk", "/epk", made -> made.put("alg", alg)));
        Stream<BadEnvelope> algorithms = Stream.of(
                        "none",
                        "RSA1_5",
                        "RSA-OAEP",
                        "RSA-OAEP-256",
                        "PBES2-HS256+A128KW",
                        "PBES2-HS512+A256KW",
                        "ECDH-ES+A128KW",
                        "ECDH-1PU",
                        "ecdh-es",
                        "")
                .map(alg -> bad("alg '" + alg + "'", "/alg", made -> made.put("alg", alg)));
        Stream<BadEnvelope> encryptions = Stream.of("A128GCM", "A192GCM", "A256CBC-HS512", "none", "")
                .map(enc -> bad("enc '" + enc + "'", "/enc", made -> made.put("enc", enc)));
        return Stream.of(shared, algorithms, encryptions).flatMap(envelopes -> envelopes);
    }

    private Stream<BadEnvelope> members() {
        Map<String, Object> refused = Map.ofEntries(
                Map.entry("zip", "DEF"),
                Map.entry("crit", new JsonArray().add("exp")),
                Map.entry("jku", "https://keys.example/jwks"),
                Map.entry("x5u", "https://keys.example/chain"),
                Map.entry("jwk", new JsonObject()),
                Map.entry("x5c", new JsonArray().add("MIIB")),
                Map.entry("x5t", "AA"),
                Map.entry("x5t#S256", "AA"),
                Map.entry("p2s", "AA"),
                Map.entry("p2c", 1_000_000_000),
                Map.entry("exp", 7),
                Map.entry("nonce", "7"));
        Stream<BadEnvelope> extra = refused.keySet().stream()
                .sorted()
                .map(name -> bad("header member " + name, "/" + name, made -> made.put(name, refused.get(name))));
        Stream<BadEnvelope> missing = Stream.of("alg", "enc", "kid", "epk")
                .map(name -> bad("no " + name, "/" + name, made -> {
                    made.remove(name);
                    return made;
                }));
        Stream<BadEnvelope> types = Stream.of("alg", "enc", "kid", "epk", "typ", "cty", "apu", "apv")
                .map(name -> bad(name + " a number", "/" + name, made -> made.put(name, 7)));
        return Stream.of(
                        extra,
                        missing,
                        types,
                        Stream.of(
                                bad("a kid of 65", "/kid", made -> made.put("kid", "k".repeat(65))),
                                bad("a kid with a quote", "/kid", made -> made.put("kid", "a'b")),
                                bad("typ JWT", "/typ", made -> made.put("typ", "JWT")),
                                bad("the other way's typ", "/typ", made -> made.put("typ", "sealcharge-voucher+jwe")),
                                bad("cty JWT", "/cty", made -> made.put("cty", "JWT")),
                                bad("apu outside base64url", "/apu", made -> made.put("apu", "*")),
                                bad("apv outside base64url", "/apv", made -> made.put("apv", "A"))))
                .flatMap(envelopes -> envelopes);
    }

    private Stream<BadEnvelope> points() {
        return TerminalKeys.badPoints(header.getJsonObject("epk"))
                .map(key -> bad("epk: " + key.name(), "/epk" + key.field(), made -> made.put("epk", key.jwk())));
    }

    private BadEnvelope bad(String name, String field, UnaryOperator<JsonObject> spoil) {
        return new BadEnvelope(name, compact(spoil.apply(header.copy()).encode(), 0, IV, CIPHERTEXT, TAG), field);
    }

    private String compact(String headerJson, int... lengths) {
        StringBuilder compact = new StringBuilder(TerminalKeys.base64(headerJson.getBytes(StandardCharsets.UTF_8)));
        for (int length : lengths) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            compact.append('.').append(TerminalKeys.base64(bytes));
        }
        return compact.toString();
    }
}
