package io.sealcharge.envelope;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The platform's {@code envelope-signing} keys that a terminal trusts, by thumbprint. A set, so that old and new overlap
 * while the platform changes its key.
 */
public final class PinnedKeys {
    private static final int SIGNATURE_BYTES = 64;

    private final Map<String, P256Point> keys;

    private PinnedKeys(Map<String, P256Point> keys) {
        this.keys = Map.copyOf(keys);
    }

    /**
     * Reads a JWK set (RFC 7517, 5) of EC keys on P-256. Members of a key that matter to nobody here are passed over,
     * as are keys of another type.
     *
     * @throws MalformedEnvelopeException if it is no such set, holds private material, names a key otherwise than by
     *     its thumbprint, or holds no key at all
     */
    public static PinnedKeys parse(String jwkSetJson) {
        Map<String, @Nullable Object> set = StrictJson.object(jwkSetJson.getBytes(StandardCharsets.UTF_8), "");
        if (!(set.get("keys") instanceof List<?> list)) {
            throw new MalformedEnvelopeException("/keys", "must be an array of JWKs");
        }
        Map<String, P256Point> keys = new LinkedHashMap<>();
        for (int i = 0; i < list.size(); i++) {
            Members jwk = Members.object(list.get(i), "/keys/" + i);
            PrivateMembers.refuse(jwk);
            if (jwk.string("kty").equals("EC") && jwk.string("crv").equals("P-256")) {
                P256Point point = P256Point.of(jwk);
                if (jwk.has("kid")) {
                    jwk.exactly("kid", point.thumbprint());
                }
                keys.put(point.thumbprint(), point);
            }
        }
        if (keys.isEmpty()) {
            throw new MalformedEnvelopeException("/keys", "must hold an EC key on P-256");
        }
        return new PinnedKeys(keys);
    }

    /** The thumbprints of the keys. */
    public Set<String> kids() {
        return keys.keySet();
    }

    boolean holds(String kid) {
        return keys.containsKey(kid);
    }

    /**
     * ES256 (RFC 7518, 3.4).
     *
     * @param rs r and s, 32 bytes each (IEEE P1363)
     */
    boolean verify(String kid, byte[] signingInput, byte[] rs) {
        P256Point key = keys.get(kid);
        if (key == null || rs.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initVerify(key.publicKey());
            signature.update(signingInput);
            return signature.verify(rs);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM lacks ES256", e);
        }
    }
}
