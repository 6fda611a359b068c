package io.sealcharge.envelope;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

/**
 * A PIN on its way from a terminal to the platform: a JWE to a recharge key (RFC 7516; ECDH-ES or ECDH-ES+A256KW with
 * A256GCM). Its structure has been checked; what it holds shows only when it is opened.
 */
public final class RechargeEnvelope {
    private static final Set<String> MEMBERS = Set.of("phoneNumber", "reference");

    private final CompactJwe jwe;
    private final String kid;

    private RechargeEnvelope(CompactJwe jwe) {
        this.jwe = jwe;
        this.kid = Objects.requireNonNull(jwe.header().kid(), "the header was read without a kid");
    }

    /**
     * Checks all that shows without the private key. Needs no HSM.
     *
     * @param compact JWE in compact form, at most 4096 characters
     * @throws MalformedEnvelopeException with the field and the rule that it breaks
     */
    public static RechargeEnvelope parse(String compact) {
        return new RechargeEnvelope(CompactJwe.parse(compact, EnvelopeKind.RECHARGE));
    }

    /** The recharge key that it is encrypted to. */
    public String kid() {
        return kid;
    }

    public KeyEncryption encryption() {
        return jwe.header().encryption();
    }

    /** The ephemeral public key, 65 bytes uncompressed, on the curve. */
    public byte[] epkPoint() {
        return jwe.header().epk().uncompressed();
    }

    /**
     * Opens it. Whatever {@code opener} throws passes through.
     *
     * @return what it holds, which the caller closes
     * @throws UnreadableEnvelopeException for all that is learnt by decrypting, without detail
     */
    public RechargeContent open(EnvelopeOpener opener) {
        byte[] plaintext = jwe.decrypt(opener);
        try (ContentJson content = ContentJson.read(plaintext, MEMBERS)) {
            return content.with(
                    pin -> new RechargeContent(pin, content.string("phoneNumber"), content.string("reference")));
        } finally {
            Arrays.fill(plaintext, (byte) 0);
        }
    }

    /**
     * Encrypts a PIN to a recharge key. Does not wipe {@code content}.
     *
     * @param key as {@link RechargeKeyStatement#verify} gave it
     * @param encryption one that agrees a key
     * @return JWE in compact form
     */
    public static String seal(RechargeContent content, RechargeKey key, KeyEncryption encryption) {
        if (!encryption.agrees()) {
            throw new IllegalArgumentException("recharge keys are EC keys");
        }
        // Neither value can hold a quote: the record's constructor has checked them.
        byte[] plaintext = ContentJson.write(
                content.pin(),
                "\"phoneNumber\":\"" + content.phoneNumber() + "\",\"reference\":\"" + content.reference() + "\"");
        try {
            return SealedJwe.seal(
                    plaintext,
                    EnvelopeKind.RECHARGE,
                    encryption,
                    key.kid(),
                    new ECDHEncrypter(key.point().publicKey()));
        } catch (JOSEException e) {
            throw new IllegalStateException("P-256 is not supported", e);
        }
    }
}
