package io.sealcharge.envelope;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

/**
 * A PIN on its way from a terminal to the platform: a JWE to a recharge key (RFC 7516; ECDH-ES or ECDH-ES+A256KW) or
 * with a key that the two share (A256KW or dir), always with A256GCM. Its structure has been checked; what it holds
 * shows only when it is opened.
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
     * Checks all that shows without a key. Needs no HSM. Whether {@code kid} names a key of the kind that the
     * algorithm is for is the caller's to say, by {@link #requireOwn()} or {@link #requireShared()}.
     *
     * @param compact JWE in compact form, at most 4096 characters
     * @throws MalformedEnvelopeException with the field and the rule that it breaks
     */
    public static RechargeEnvelope parse(String compact) {
        return new RechargeEnvelope(CompactJwe.parse(compact, EnvelopeKind.RECHARGE));
    }

    /** The key that it is encrypted to: a recharge key's thumbprint, or terminal and generation of a shared one. */
    public String kid() {
        return kid;
    }

    public KeyManagement encryption() {
        return jwe.header().encryption();
    }

    /** Whether it says that it is encrypted with a shared key, and not to a recharge key. */
    public boolean isShared() {
        return encryption() instanceof SymmetricEncryption;
    }

    /**
     * For a {@code kid} that names a recharge key.
     *
     * @throws MalformedEnvelopeException if the algorithm is one for shared keys
     */
    public void requireOwn() {
        if (isShared()) {
            throw new MalformedEnvelopeException("/alg", "must be ECDH-ES or ECDH-ES+A256KW for a recharge key");
        }
    }

    /**
     * For a {@code kid} that names a shared key.
     *
     * @throws MalformedEnvelopeException if the algorithm is one for recharge keys
     */
    public void requireShared() {
        if (!isShared()) {
            throw new MalformedEnvelopeException("/alg", "must be A256KW or dir for a terminal's shared key");
        }
    }

    /**
     * The ephemeral public key, 65 bytes uncompressed, on the curve.
     *
     * @throws IllegalStateException if it is sealed with a shared key
     */
    public byte[] epkPoint() {
        return jwe.header().epk().uncompressed();
    }

    /**
     * Opens one that is sealed to a recharge key. Whatever {@code opener} throws passes through.
     *
     * @return what it holds, which the caller closes
     * @throws UnreadableEnvelopeException for all that is learnt by decrypting, without detail
     * @throws IllegalStateException if it is sealed with a shared key
     */
    public RechargeContent open(EnvelopeOpener opener) {
        return read(jwe.decrypt(opener));
    }

    /**
     * Opens one that is sealed with a shared key. Does not wipe {@code key}. A content key that does not unwrap costs
     * what a wrong tag costs.
     *
     * @return what it holds, which the caller closes
     * @throws UnreadableEnvelopeException for all that is learnt by decrypting, without detail
     * @throws IllegalStateException if it is sealed to a recharge key
     * @throws IllegalArgumentException if it names another key, or the key is for the other direction
     */
    public RechargeContent open(SharedKey key) {
        key.require(SharedKey.Direction.TO_PLATFORM);
        if (!key.kid().equals(kid)) {
            throw new IllegalArgumentException("the recharge names another key");
        }
        return read(jwe.decrypt(key));
    }

    private static RechargeContent read(byte[] plaintext) {
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
        try {
            return seal(
                    content,
                    encryption,
                    key.kid(),
                    new ECDHEncrypter(key.point().publicKey()));
        } catch (JOSEException e) {
            throw new IllegalStateException("P-256 is not supported", e);
        }
    }

    /**
     * Encrypts a PIN with a shared key. Wipes neither {@code content} nor {@code key}.
     *
     * @return JWE in compact form
     * @throws IllegalArgumentException if the key is for the other direction
     */
    public static String seal(RechargeContent content, SharedKey key, SymmetricEncryption encryption) {
        key.require(SharedKey.Direction.TO_PLATFORM);
        return seal(content, encryption, key.kid(), key.encrypter(encryption));
    }

    private static String seal(RechargeContent content, KeyManagement encryption, String kid, JWEEncrypter encrypter) {
        // Neither value can hold a quote: the record's constructor has checked them.
        byte[] plaintext = ContentJson.write(
                content.pin(),
                "\"phoneNumber\":\"" + content.phoneNumber() + "\",\"reference\":\"" + content.reference() + "\"");
        return SealedJwe.seal(plaintext, EnvelopeKind.RECHARGE, encryption, kid, encrypter);
    }
}
