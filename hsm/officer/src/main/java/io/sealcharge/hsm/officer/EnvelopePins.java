package io.sealcharge.hsm.officer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyManifest;
import io.sealcharge.hsm.KeyRole;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The public keys that terminals pin: a JWK set (RFC 7517) of every {@code envelope-signing} key, each with its RFC 7638
 * thumbprint as {@code kid}.
 */
final class EnvelopePins {
    private static final int COORDINATE = 32;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private EnvelopePins() {}

    static byte[] jwkSet(KeyManifest manifest) {
        ObjectNode set = MAPPER.createObjectNode();
        var keys = set.putArray("keys");
        for (KeyDescription key : manifest.descriptions()) {
            byte[] point = key.publicPoint();
            if (key.id().role() == KeyRole.ENVELOPE_SIGNING && point != null) {
                keys.add(jwk(point));
            }
        }
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(set);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JWK set has a JSON form", e);
        }
    }

    private static ObjectNode jwk(byte[] point) {
        String x = base64Url(Arrays.copyOfRange(point, 1, 1 + COORDINATE));
        String y = base64Url(Arrays.copyOfRange(point, 1 + COORDINATE, point.length));
        return MAPPER.createObjectNode()
                .put("kty", "EC")
                .put("crv", "P-256")
                .put("x", x)
                .put("y", y)
                .put("kid", thumbprint(x, y))
                .put("use", "sig")
                .put("alg", "ES256");
    }

    /** RFC 7638, 3: SHA-256 over the required members in lexical order, without white space. */
    private static String thumbprint(String x, String y) {
        String members = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + x + "\",\"y\":\"" + y + "\"}";
        try {
            return base64Url(MessageDigest.getInstance("SHA-256").digest(members.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
