package io.sealcharge.envelope;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Set;

/**
 * A voucher on its way from the platform to the terminal that bought it: a JWE to the terminal's own key, or with a key
 * that the two share.
 */
public final class VoucherEnvelope {
    private static final String OWN_KEY = "jkt";
    private static final String SHARED_KEY = "kid";

    private VoucherEnvelope() {}

    /**
     * Encrypts a voucher to a terminal's key. Does not wipe {@code secret}.
     *
     * @return JWE in compact form (RFC 7516, 3.1)
     * @throws IllegalArgumentException if {@code secret} is not bound to the thumbprint of {@code key}
     */
    public static String seal(VoucherSecret secret, TerminalPublicKey key) {
        requireBound(secret, key.thumbprint());
        return SealedJwe.seal(
                write(secret, OWN_KEY), EnvelopeKind.VOUCHER, key.encryption(), key.kid(), encrypter(key));
    }

    /**
     * Encrypts a voucher with a shared key. Wipes neither {@code secret} nor {@code key}.
     *
     * @return JWE in compact form (RFC 7516, 3.1)
     * @throws IllegalArgumentException if {@code secret} is not bound to {@code key}, or the key is for the other
     *     direction
     */
    public static String seal(VoucherSecret secret, SharedKey key, SymmetricEncryption encryption) {
        key.require(SharedKey.Direction.TO_TERMINAL);
        requireBound(secret, key.kid());
        return SealedJwe.seal(
                write(secret, SHARED_KEY),
                EnvelopeKind.SHARED_VOUCHER,
                encryption,
                key.kid(),
                key.encrypter(encryption));
    }

    private static void requireBound(VoucherSecret secret, String key) {
        if (!secret.boundTo().equals(key)) {
            throw new IllegalArgumentException("the voucher is bound to another key");
        }
    }

    static JWEEncrypter encrypter(TerminalPublicKey key) {
        try {
            return key.encryption().agrees() ? new ECDHEncrypter(key.ecKey()) : new RSAEncrypter(key.rsaKey());
        } catch (JOSEException e) {
            throw new IllegalStateException("P-256 is not supported", e);
        }
    }

    private static byte[] write(VoucherSecret secret, String keyMember) {
        // No value can hold a quote: the record's constructor has checked them.
        return ContentJson.write(
                secret.pin(),
                "\"serialNumber\":\"" + secret.serialNumber()
                        + "\",\"faceValueMinor\":" + secret.faceValueMinor()
                        + ",\"currency\":\"" + secret.currency()
                        + "\",\"expiresAt\":\"" + Timestamps.format(secret.expiresAt())
                        + "\",\"reference\":\"" + secret.reference()
                        + "\",\"" + keyMember + "\":\"" + secret.boundTo() + "\"");
    }

    /**
     * Opens a voucher with the terminal's private key.
     *
     * @return the voucher, which the caller closes
     * @throws MalformedEnvelopeException if it is not a voucher envelope for a key of this kind
     * @throws UnreadableEnvelopeException if it is not encrypted to this key or does not hold a voucher bound to it
     */
    public static VoucherSecret open(String compact, TerminalPrivateKey key) {
        CompactJwe jwe = CompactJwe.parse(compact, EnvelopeKind.VOUCHER);
        TerminalPublicKey publicKey = key.publicKey();
        jwe.requireAlgorithm(publicKey.encryption());
        return read(key.decrypt(jwe), OWN_KEY, publicKey.thumbprint());
    }

    /**
     * Opens a voucher with a shared key. Does not wipe {@code key}.
     *
     * @param encryption how the terminal asked for it
     * @return the voucher, which the caller closes
     * @throws MalformedEnvelopeException if it is not a voucher envelope of this kind or names another key
     * @throws UnreadableEnvelopeException if it is not encrypted with this key or does not hold a voucher bound to it
     * @throws IllegalArgumentException if the key is for the other direction
     */
    public static VoucherSecret open(String compact, SharedKey key, SymmetricEncryption encryption) {
        key.require(SharedKey.Direction.TO_TERMINAL);
        CompactJwe jwe = CompactJwe.parse(compact, EnvelopeKind.SHARED_VOUCHER);
        jwe.requireAlgorithm(encryption);
        jwe.requireKid(key.kid());
        return read(jwe.decrypt(key), SHARED_KEY, key.kid());
    }

    private static VoucherSecret read(byte[] plaintext, String keyMember, String key) {
        try {
            VoucherSecret secret = read(plaintext, keyMember);
            if (!MessageDigest.isEqual(ascii(secret.boundTo()), ascii(key))) {
                secret.close();
                throw new UnreadableEnvelopeException();
            }
            return secret;
        } finally {
            Arrays.fill(plaintext, (byte) 0);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static VoucherSecret read(byte[] plaintext, String keyMember) {
        Set<String> members = Set.of("serialNumber", "faceValueMinor", "currency", "expiresAt", "reference", keyMember);
        try (ContentJson content = ContentJson.read(plaintext, members)) {
            return content.with(pin -> new VoucherSecret(
                    pin,
                    content.string("serialNumber"),
                    content.integer("faceValueMinor"),
                    content.string("currency"),
                    Timestamps.parse(content.string("expiresAt")),
                    content.string("reference"),
                    content.string(keyMember)));
        }
    }
}
