package io.sealcharge.acceptance;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Public JWKs that a terminal could send with a purchase: a good one of each kind, and bad ones. */
final class TerminalKeys {
    private static final int COORDINATE = 32;

    private final JsonObject ec;
    private final JsonObject rsa;
    private final List<String> foreignAlgorithms = List.of(
            "dir", "none", "RSA1_5", "RSA-OAEP", "PBES2-HS512+A256KW", "A256KW", "ECDH-ES+A128KW", "ES256", "ecdh-es");

    /** @param field that the answer must name, relative to the key */
    record BadKey(String name, JsonObject jwk, String field) {}

    TerminalKeys() {
        try {
            ec = new JsonObject(new ECKeyGenerator(Curve.P_256)
                            .generate()
                            .toPublicJWK()
                            .toJSONString())
                    .put("alg", "ECDH-ES");
            rsa = new JsonObject(
                            new RSAKeyGenerator(2048).generate().toPublicJWK().toJSONString())
                    .put("alg", "RSA-OAEP-256");
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonObject ec() {
        return ec.copy();
    }

    /** The thumbprint of a key that nobody has. */
    String unknownKid() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .generate()
                    .computeThumbprint()
                    .toString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The coordinates only, as an ephemeral key has them. */
    JsonObject point() {
        JsonObject point = ec();
        point.remove("alg");
        return point;
    }

    Stream<BadKey> bad() {
        return Stream.of(badPoints(ec), badEc(), badRsa(), badMembers(ec, "EC"), badMembers(rsa, "RSA"))
                .flatMap(keys -> keys);
    }

    /** Points that are none, in a JWK that is otherwise {@code good}. */
    static Stream<BadKey> badPoints(JsonObject good) {
        String zero = base64(new byte[COORDINATE]);
        byte[] ones = new byte[COORDINATE];
        Arrays.fill(ones, (byte) 0xff);
        return Stream.of(
                bad("a point off the curve", good, "", key -> key.put("y", key.getString("x"))),
                bad("the point at infinity", good, "", key -> key.put("x", zero).put("y", zero)),
                bad("an x beyond the prime", good, "/x", key -> key.put("x", base64(ones))),
                bad("a y of 31 bytes", good, "/y", key -> key.put("y", base64(new byte[COORDINATE - 1]))),
                bad("an x of 33 bytes", good, "/x", key -> key.put("x", base64(new byte[COORDINATE + 1]))),
                bad("an x with padding", good, "/x", key -> key.put("x", key.getString("x") + "=")),
                bad("an x outside base64url", good, "/x", key -> key.put("x", "+" + zero.substring(1))),
                bad("an x that is a number", good, "/x", key -> key.put("x", 7)),
                bad("no x", good, "/x", key -> without(key, "x")),
                bad("no y", good, "/y", key -> without(key, "y")),
                bad("another curve", good, "/crv", key -> key.put("crv", "P-384")),
                bad("a small curve", good, "/crv", key -> key.put("crv", "secp256k1")),
                bad("no crv", good, "/crv", key -> without(key, "crv")),
                bad("no kty", good, "/kty", key -> without(key, "kty")),
                bad("a key of type OKP", good, "/kty", key -> key.put("kty", "OKP")),
                bad("the private d", good, "/d", key -> key.put("d", base64(new byte[COORDINATE]))),
                bad("an unknown member", good, "/nonce", key -> key.put("nonce", "7")));
    }

    private Stream<BadKey> badEc() {
        Stream<BadKey> swaps = Stream.concat(foreignAlgorithms.stream(), Stream.of("RSA-OAEP-256"))
                .map(alg -> bad("EC with alg " + alg, ec, "/alg", key -> key.put("alg", alg)));
        return Stream.concat(
                swaps,
                Stream.of(bad(
                        "EC called RSA",
                        ec,
                        "/crv",
                        key -> without(without(key, "x"), "y").put("kty", "RSA"))));
    }

    private Stream<BadKey> badRsa() {
        Stream<BadKey> swaps = Stream.concat(foreignAlgorithms.stream(), Stream.of("ECDH-ES"))
                .map(alg -> bad("RSA with alg " + alg, rsa, "/alg", key -> key.put("alg", alg)));
        Map<String, BigInteger> moduli = new LinkedHashMap<>();
        for (int bits : List.of(512, 1024, 2047, 4097, 4104, 8192)) {
            moduli.put("RSA of " + bits + " bits", oddOf(bits));
        }
        moduli.put("an even modulus", modulus().clearBit(0));
        moduli.put("a modulus of zero", BigInteger.ZERO);
        Map<String, BigInteger> exponents = new LinkedHashMap<>();
        for (long exponent : List.of(1L, 3L, 17L, 65_535L, 65_536L, (1L << 32) + 1)) {
            exponents.put("exponent " + exponent, BigInteger.valueOf(exponent));
        }
        exponents.put("a huge exponent", oddOf(2048));
        return Stream.of(
                        swaps,
                        moduli.entrySet().stream()
                                .map(n -> bad(n.getKey(), rsa, "/n", key -> key.put("n", unsigned(n.getValue())))),
                        exponents.entrySet().stream()
                                .map(e -> bad(e.getKey(), rsa, "/e", key -> key.put("e", unsigned(e.getValue())))),
                        Stream.of(
                                bad("no n", rsa, "/n", key -> without(key, "n")),
                                bad("no e", rsa, "/e", key -> without(key, "e")),
                                bad("an empty e", rsa, "/e", key -> key.put("e", "")),
                                bad(
                                        "a modulus led by a zero byte",
                                        rsa,
                                        "/n",
                                        key -> key.put("n", base64(signed(modulus())))),
                                bad(
                                        "n outside base64url",
                                        rsa,
                                        "/n",
                                        key -> key.put(
                                                "n", "*" + key.getString("n").substring(1)))))
                .flatMap(keys -> keys);
    }

    /** What is wrong with any kind of key. */
    private static Stream<BadKey> badMembers(JsonObject good, String kind) {
        Stream<BadKey> secrets = Stream.of("d", "p", "q", "dp", "dq", "qi", "oth", "k")
                .map(name -> bad(kind + " with private " + name, good, "/" + name, key -> key.put(name, "AQAB")));
        Stream<BadKey> names = Stream.of("", "a b", "k".repeat(65), "sch\u00fcssel")
                .map(kid -> bad(kind + " with kid '" + kid + "'", good, "/kid", key -> key.put("kid", kid)));
        return Stream.of(
                        secrets,
                        names,
                        Stream.of(
                                bad(kind + " without alg", good, "/alg", key -> without(key, "alg")),
                                bad(kind + " with alg null", good, "/alg", key -> key.putNull("alg")),
                                bad(kind + " for signatures", good, "/use", key -> key.put("use", "sig")),
                                bad(
                                        kind + " with key_ops",
                                        good,
                                        "/key_ops",
                                        key -> key.put("key_ops", new JsonArray().add("deriveKey"))),
                                bad(
                                        kind + " with a certificate",
                                        good,
                                        "/x5c",
                                        key -> key.put("x5c", new JsonArray().add("MIIB")))))
                .flatMap(keys -> keys);
    }

    private static BadKey bad(String name, JsonObject good, String field, UnaryOperator<JsonObject> spoil) {
        return new BadKey(name, spoil.apply(good.copy()), field);
    }

    private static JsonObject without(JsonObject key, String name) {
        key.remove(name);
        return key;
    }

    private BigInteger modulus() {
        try {
            return RSAKey.parse(rsa.encode()).getModulus().decodeToBigInteger();
        } catch (java.text.ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger oddOf(int bits) {
        return BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return base64(bytes[0] == 0 && bytes.length > 1 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static byte[] signed(BigInteger number) {
        return number.toByteArray();
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
