package io.sealcharge.envelope;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/**
 * The private key that a terminal opens its vouchers with. Never printed. Java gives no way to wipe the numbers of a
 * key: they go with the object.
 */
public final class TerminalPrivateKey {
    /** Bits of a new RSA key. */
    public static final int RSA_BITS = 3072;

    private final JWK jwk;
    private final TerminalPublicKey publicKey;

    private TerminalPrivateKey(JWK jwk) {
        this.jwk = jwk;
        this.publicKey = TerminalPublicKey.of(jwk.toPublicJWK().toJSONObject());
    }

    /** Makes a new key. */
    public static TerminalPrivateKey generate(KeyEncryption encryption) {
        return generate(encryption, null);
    }

    /**
     * Makes a new key.
     *
     * @param kid its name in purchases and envelopes, 1 to 64 of {@code A-Z a-z 0-9 . _ : -}
     */
    public static TerminalPrivateKey generate(KeyEncryption encryption, @Nullable String kid) {
        JWEAlgorithm alg = JWEAlgorithm.parse(encryption.jwaName());
        try {
            JWK jwk = encryption.agrees()
                    ? new ECKeyGenerator(Curve.P_256)
                            .algorithm(alg)
                            .keyUse(KeyUse.ENCRYPTION)
                            .keyID(kid)
                            .generate()
                    : new RSAKeyGenerator(RSA_BITS)
                            .algorithm(alg)
                            .keyUse(KeyUse.ENCRYPTION)
                            .keyID(kid)
                            .generate();
            return new TerminalPrivateKey(jwk);
        } catch (JOSEException e) {
            throw new IllegalStateException("this JVM cannot make a key for " + encryption.jwaName(), e);
        }
    }

    /**
     * Reads a private JWK (RFC 7517) that {@link #toJwkJson()} wrote.
     *
     * @throws MalformedEnvelopeException if it is none, or not one for an envelope; the text shows nothing of it
     */
    public static TerminalPrivateKey parse(byte[] jwkJson) {
        try {
            JWK jwk = JWK.parse(new String(jwkJson, StandardCharsets.UTF_8));
            if (!jwk.isPrivate() || !(jwk instanceof ECKey || jwk instanceof RSAKey)) {
                throw new MalformedEnvelopeException("", "must be a private EC or RSA key");
            }
            return new TerminalPrivateKey(jwk);
        } catch (ParseException | IllegalStateException | IllegalArgumentException unreadable) {
            throw new MalformedEnvelopeException("", "must be a private EC or RSA key in a JWK");
        }
    }

    /** The private JWK, for a file that only its owner can read. The caller wipes the bytes. */
    public byte[] toJwkJson() {
        return jwk.toJSONString().getBytes(StandardCharsets.UTF_8);
    }

    public TerminalPublicKey publicKey() {
        return publicKey;
    }

    byte[] decrypt(CompactJwe jwe) {
        try {
            return switch (jwk) {
                case ECKey ec -> jwe.decrypt(new SoftwareEnvelopeOpener(ec.toECPrivateKey()));
                case RSAKey rsa -> jwe.decryptAndWipeKey(ContentKey.decrypt(rsa.toRSAPrivateKey(), jwe.encryptedKey()));
                default -> throw new IllegalStateException("a terminal's key is an EC or an RSA key");
            };
        } catch (JOSEException e) {
            throw new IllegalStateException("this JVM cannot use the key", e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
