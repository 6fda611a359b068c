package io.sealcharge.envelope;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import java.util.Objects;

/**
 * Vouchers made elsewhere on their way into the platform's stock: a JWE (RFC 7516; ECDH-ES or ECDH-ES+A256KW with
 * A256GCM) to the platform's {@code stock-import} key, which holds lines of serial number and PIN. Its structure has
 * been checked; what it holds shows only when it is opened.
 */
public final class StockFile {
    /** Characters of the compact form. */
    public static final int MAX_CHARS = CompactLimits.FILE.maxChars();

    private final CompactJwe jwe;
    private final String kid;

    private StockFile(CompactJwe jwe) {
        this.jwe = jwe;
        this.kid = Objects.requireNonNull(jwe.header().kid(), "the header was read without a kid");
    }

    /**
     * Checks all that shows without the private key. Needs no HSM.
     *
     * @param compact JWE in compact form, at most {@link #MAX_CHARS} characters
     * @throws MalformedEnvelopeException with the field and the rule that it breaks
     */
    public static StockFile parse(String compact) {
        return new StockFile(CompactJwe.parse(compact, EnvelopeKind.STOCK));
    }

    /** The key that it says it is encrypted to: the thumbprint of a {@code stock-import} key (RFC 7638). */
    public String kid() {
        return kid;
    }

    /**
     * Opens it. Whatever {@code opener} throws passes through.
     *
     * @return what it holds, which the caller closes
     * @throws UnreadableEnvelopeException if it is not encrypted to this key
     */
    public StockContent open(EnvelopeOpener opener) {
        return new StockContent(jwe.decrypt(opener));
    }

    /**
     * Encrypts lines to a {@code stock-import} key, and wipes them.
     *
     * @param encryption one that agrees a key
     * @return JWE in compact form
     * @throws IllegalArgumentException if the lines are too many for {@link #MAX_CHARS}, or the encryption is none for
     *     EC keys
     */
    public static String seal(byte[] lines, P256Point key, KeyEncryption encryption) {
        if (!encryption.agrees()) {
            throw new IllegalArgumentException("stock-import keys are EC keys");
        }
        try {
            String compact = SealedJwe.seal(
                    lines, EnvelopeKind.STOCK, encryption, key.thumbprint(), new ECDHEncrypter(key.publicKey()));
            if (compact.length() > MAX_CHARS) {
                throw new IllegalArgumentException("more than " + MAX_CHARS + " characters: make several files");
            }
            return compact;
        } catch (JOSEException e) {
            throw new IllegalStateException("P-256 is not supported", e);
        }
    }
}
