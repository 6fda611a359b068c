package io.sealcharge.envelope;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * The platform's signed word that a recharge key is its own and for whom: a JWS (RFC 7515) by ES256 under the role
 * {@code envelope-signing}. Made in two steps, since an HSM signs in between.
 */
public final class RechargeKeyStatement {
    private static final String TYP = "sealcharge-recharge-key+jwt";
    private static final int MAX_CHARS = 4096;
    private static final int SIGNATURE_BYTES = 64;
    private static final Set<String> HEADER = Set.of("alg", "typ", "kid");
    private static final Set<String> CLAIMS =
            Set.of("iss", "kid", "jwk", "reference", "channel", "terminal", "expiresAt");
    private static final Set<String> JWK = Set.of("kty", "crv", "x", "y");

    private RechargeKeyStatement() {}

    /**
     * What is signed: SHA-256 of it goes to ECDSA.
     *
     * @param signingKid thumbprint of the {@code envelope-signing} key
     * @return header and payload in base64url with a dot between, ASCII (RFC 7515, 5.1)
     * @throws IllegalArgumentException if a claim is no name of 1 to 64 of {@code A-Z a-z 0-9 . _ : -}
     */
    public static byte[] signingInput(RechargeKey key, String signingKid) {
        for (String name : new String[] {signingKid, key.kid(), key.reference(), key.channel(), key.terminal()}) {
            if (!Members.isName(name)) {
                throw new IllegalArgumentException("not a name: " + name);
            }
        }
        String header = "{\"alg\":\"ES256\",\"typ\":\"" + TYP + "\",\"kid\":\"" + signingKid + "\"}";
        String payload = "{\"iss\":" + StrictJson.quote(key.issuer())
                + ",\"kid\":\"" + key.kid()
                + "\",\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\""
                + key.point().x()
                + "\",\"y\":\"" + key.point().y()
                + "\"},\"reference\":\"" + key.reference()
                + "\",\"channel\":\"" + key.channel()
                + "\",\"terminal\":\"" + key.terminal()
                + "\",\"expiresAt\":\"" + Timestamps.format(key.expiresAt()) + "\"}";
        return (encode(header) + "." + encode(payload)).getBytes(StandardCharsets.US_ASCII);
    }

    private static String encode(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Puts the signature to what was signed.
     *
     * @param rs r and s, 32 bytes each (IEEE P1363)
     * @return JWS in compact form
     */
    public static String assemble(byte[] signingInput, byte[] rs) {
        if (rs.length != SIGNATURE_BYTES) {
            throw new IllegalArgumentException("an ES256 signature is 64 bytes");
        }
        return new String(signingInput, StandardCharsets.US_ASCII) + "." + Base64Url.encode(rs);
    }

    /**
     * Checks the signature and then the form. What the key is for, and until when, is left to the caller to compare.
     *
     * @throws UntrustedKeyException if no pinned key signed it, or it is not such a statement
     */
    public static RechargeKey verify(String jws, PinnedKeys pins) {
        try {
            return check(jws, pins);
        } catch (MalformedEnvelopeException malformed) {
            throw new UntrustedKeyException("not a recharge key statement: " + malformed.getMessage());
        }
    }

    private static RechargeKey check(String jws, PinnedKeys pins) {
        String[] parts = jws.length() > MAX_CHARS ? new String[0] : jws.split("\\.", -1);
        if (parts.length != 3) {
            throw new MalformedEnvelopeException("", "must be three parts separated by dots, at most 4096 characters");
        }
        Members header = new Members(StrictJson.object(Base64Url.decode(parts[0], "protected"), "protected"), "");
        header.allowOnly(HEADER, Map.of());
        header.exactly("alg", "ES256");
        header.exactly("typ", TYP);
        String signingKid = header.name("kid");
        byte[] rs = Base64Url.decode(parts[2], "signature");
        byte[] signingInput = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        if (!pins.holds(signingKid)) {
            throw new UntrustedKeyException("the recharge key is signed by " + signingKid + ", which is not pinned");
        }
        if (!pins.verify(signingKid, signingInput, rs)) {
            throw new UntrustedKeyException("the signature of the recharge key is wrong");
        }
        return claims(new Members(StrictJson.object(Base64Url.decode(parts[1], "payload"), "payload"), ""));
    }

    private static RechargeKey claims(Members claims) {
        claims.allowOnly(CLAIMS, Map.of());
        Members jwk = claims.object("jwk");
        jwk.allowOnly(JWK, Map.of());
        jwk.exactly("kty", "EC");
        jwk.exactly("crv", "P-256");
        P256Point point = P256Point.of(jwk);
        claims.exactly("kid", point.thumbprint());
        return new RechargeKey(
                point.thumbprint(),
                point,
                claims.string("iss"),
                claims.name("reference"),
                claims.name("channel"),
                claims.name("terminal"),
                expiry(claims));
    }

    private static Instant expiry(Members claims) {
        try {
            return Timestamps.parse(claims.string("expiresAt"));
        } catch (IllegalArgumentException notATime) {
            throw claims.fault("expiresAt", "must be a time in UTC with milliseconds (RFC 3339)");
        }
    }
}
