package io.sealcharge.envelope;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The public key that a terminal gives with a purchase, checked: EC P-256 for ECDH-ES and ECDH-ES+A256KW, RSA of 2048
 * to 4096 bits for RSA-OAEP-256 (RFC 7517; RFC 7518, 6).
 */
public final class TerminalPublicKey {
    static final int MIN_RSA_BITS = 2048;
    static final int MAX_RSA_BITS = 4096;

    /** 512 bytes, and 4 bytes, and a zero byte before each, which then is what the fault names. */
    private static final int MAX_MODULUS_CHARS = 684;

    private static final int MAX_EXPONENT_CHARS = 7;
    private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(65_537);
    private static final BigInteger EXPONENT_LIMIT = BigInteger.ONE.shiftLeft(32);

    private static final Set<String> EC_MEMBERS = Set.of("kty", "crv", "x", "y", "alg", "kid", "use");
    private static final Set<String> RSA_MEMBERS = Set.of("kty", "n", "e", "alg", "kid", "use");

    private final KeyEncryption encryption;
    private final @Nullable String kid;
    private final String keyMembers;
    private final String thumbprint;
    private final PublicKey publicKey;

    private TerminalPublicKey(
            KeyEncryption encryption, @Nullable String kid, String keyMembers, String thumbprint, PublicKey publicKey) {
        this.encryption = encryption;
        this.kid = kid;
        this.keyMembers = keyMembers;
        this.thumbprint = thumbprint;
        this.publicKey = publicKey;
    }

    /**
     * Checks the members of a public JWK: {@code kty}, {@code alg} and the numbers of the key are required, {@code kid}
     * and {@code use} optional, all else refused.
     *
     * @param jwkMembers as a JSON parser gives them, that is strings for all known members
     * @throws MalformedEnvelopeException with a pointer relative to the JWK
     */
    public static TerminalPublicKey of(Map<String, ? extends @Nullable Object> jwkMembers) {
        Members jwk = new Members(jwkMembers, "");
        PrivateMembers.refuse(jwk);
        return switch (jwk.string("kty")) {
            case "EC" -> ec(jwk);
            case "RSA" -> rsa(jwk);
            default -> throw jwk.fault("kty", "must be EC or RSA");
        };
    }

    private static TerminalPublicKey ec(Members jwk) {
        jwk.allowOnly(EC_MEMBERS, Map.of());
        KeyEncryption encryption = KeyEncryption.of(jwk.string("alg"))
                .filter(KeyEncryption::agrees)
                .orElseThrow(() -> jwk.fault("alg", "must be ECDH-ES or ECDH-ES+A256KW for an EC key"));
        String kid = common(jwk);
        jwk.exactly("crv", "P-256");
        return of(encryption, kid, P256Point.of(jwk));
    }

    static TerminalPublicKey of(KeyEncryption encryption, @Nullable String kid, P256Point point) {
        String members = "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + point.x() + "\",\"y\":\"" + point.y() + "\"";
        return new TerminalPublicKey(encryption, kid, members, point.thumbprint(), point.publicKey());
    }

    private static TerminalPublicKey rsa(Members jwk) {
        jwk.allowOnly(RSA_MEMBERS, Map.of());
        jwk.exactly("alg", KeyEncryption.RSA_OAEP_256.jwaName());
        String kid = common(jwk);
        // Sizes are checked before anything is calculated: a big key is slow to use.
        BigInteger modulus = unsigned(jwk, "n", MAX_MODULUS_CHARS, "must be of 2048 to 4096 bits");
        if (modulus.bitLength() < MIN_RSA_BITS || modulus.bitLength() > MAX_RSA_BITS) {
            throw jwk.fault("n", "must be of 2048 to 4096 bits");
        }
        if (!modulus.testBit(0)) {
            throw jwk.fault("n", "must be odd");
        }
        BigInteger exponent = unsigned(jwk, "e", MAX_EXPONENT_CHARS, "must be less than 2^32");
        if (exponent.compareTo(EXPONENT_LIMIT) >= 0) {
            throw jwk.fault("e", "must be less than 2^32");
        }
        if (!exponent.testBit(0)) {
            throw jwk.fault("e", "must be odd");
        }
        if (exponent.compareTo(MIN_EXPONENT) < 0) {
            throw jwk.fault("e", "must be 65537 or more");
        }
        return rsa(kid, modulus, exponent);
    }

    static TerminalPublicKey rsa(@Nullable String kid, BigInteger modulus, BigInteger exponent) {
        String n = Base64Url.encode(magnitude(modulus));
        String e = Base64Url.encode(magnitude(exponent));
        try {
            PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
            return new TerminalPublicKey(
                    KeyEncryption.RSA_OAEP_256,
                    kid,
                    "\"kty\":\"RSA\",\"n\":\"" + n + "\",\"e\":\"" + e + "\"",
                    P256Point.thumbprint("{\"e\":\"" + e + "\",\"kty\":\"RSA\",\"n\":\"" + n + "\"}"),
                    key);
        } catch (GeneralSecurityException unusable) {
            throw new MalformedEnvelopeException("/n", "must be a usable RSA modulus");
        }
    }

    /** Checks {@code use} and gives {@code kid}. */
    private static @Nullable String common(Members jwk) {
        if (jwk.has("use")) {
            jwk.exactly("use", "enc");
        }
        return jwk.optionalName("kid");
    }

    private static BigInteger unsigned(Members jwk, String name, int maxChars, String tooLong) {
        String text = jwk.string(name);
        if (text.length() > maxChars) {
            throw jwk.fault(name, tooLong);
        }
        byte[] bytes = Base64Url.decode(text, jwk.field(name));
        if (bytes.length == 0) {
            throw jwk.fault(name, "must not be empty");
        }
        if (bytes[0] == 0) {
            throw jwk.fault(name, "must not begin with a zero byte");
        }
        return new BigInteger(1, bytes);
    }

    private static byte[] magnitude(BigInteger positive) {
        byte[] bytes = positive.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    public KeyEncryption encryption() {
        return encryption;
    }

    /** The name that the terminal gave the key, if any. */
    public @Nullable String kid() {
        return kid;
    }

    /** The SHA-256 thumbprint in base64url (RFC 7638), in envelopes {@code jkt}. */
    public String thumbprint() {
        return thumbprint;
    }

    /** The JWK in one canonical form: {@code kty}, numbers, {@code alg}, and {@code kid} if it has one. */
    public String toJwkJson() {
        String name = kid == null ? "" : ",\"kid\":\"" + kid + "\"";
        return "{" + keyMembers + ",\"alg\":\"" + encryption.jwaName() + "\"" + name + "}";
    }

    ECPublicKey ecKey() {
        return (ECPublicKey) publicKey;
    }

    RSAPublicKey rsaKey() {
        return (RSAPublicKey) publicKey;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TerminalPublicKey that && toJwkJson().equals(that.toJwkJson());
    }

    @Override
    public int hashCode() {
        return thumbprint.hashCode();
    }

    /** The thumbprint. */
    @Override
    public String toString() {
        return thumbprint;
    }
}
