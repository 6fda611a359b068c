package io.sealcharge.envelope;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Set;

/** A voucher on its way from the platform to the terminal that bought it: a JWE to the terminal's own key. */
public final class VoucherEnvelope {
    private static final Set<String> MEMBERS =
            Set.of("serialNumber", "faceValueMinor", "currency", "expiresAt", "reference", "jkt");

    private VoucherEnvelope() {}

    /**
     * Encrypts a voucher to a terminal's key. Does not wipe {@code secret}.
     *
     * @return JWE in compact form (RFC 7516, 3.1)
     * @throws IllegalArgumentException if {@code secret.jkt()} is not the thumbprint of {@code key}
     */
    public static String seal(VoucherSecret secret, TerminalPublicKey key) {
        if (!secret.jkt().equals(key.thumbprint())) {
            throw new IllegalArgumentException("the voucher is bound to another key");
        }
        return SealedJwe.seal(write(secret), EnvelopeKind.VOUCHER, key.encryption(), key.kid(), encrypter(key));
    }

    private static JWEEncrypter encrypter(TerminalPublicKey key) {
        try {
            return key.encryption().agrees() ? new ECDHEncrypter(key.ecKey()) : new RSAEncrypter(key.rsaKey());
        } catch (JOSEException e) {
            throw new IllegalStateException("P-256 is not supported", e);
        }
    }

    private static byte[] write(VoucherSecret secret) {
        // No value can hold a quote: the record's constructor has checked them.
        return ContentJson.write(
                secret.pin(),
                "\"serialNumber\":\"" + secret.serialNumber()
                        + "\",\"faceValueMinor\":" + secret.faceValueMinor()
                        + ",\"currency\":\"" + secret.currency()
                        + "\",\"expiresAt\":\"" + Timestamps.format(secret.expiresAt())
                        + "\",\"reference\":\"" + secret.reference()
                        + "\",\"jkt\":\"" + secret.jkt() + "\"");
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
        if (jwe.header().encryption() != publicKey.encryption()) {
            throw new MalformedEnvelopeException(
                    "/alg", "must be " + publicKey.encryption().jwaName());
        }
        byte[] plaintext = key.decrypt(jwe);
        try {
            VoucherSecret secret = read(plaintext);
            if (!MessageDigest.isEqual(ascii(secret.jkt()), ascii(publicKey.thumbprint()))) {
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

    private static VoucherSecret read(byte[] plaintext) {
        try (ContentJson content = ContentJson.read(plaintext, MEMBERS)) {
            return content.with(pin -> new VoucherSecret(
                    pin,
                    content.string("serialNumber"),
                    content.integer("faceValueMinor"),
                    content.string("currency"),
                    Timestamps.parse(content.string("expiresAt")),
                    content.string("reference"),
                    content.string("jkt")));
        }
    }
}
