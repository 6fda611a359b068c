package io.sealcharge.envelope;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/** The shared keys of a terminal on their way to it: a JWE to the key that it registered or rotated with. */
public final class TerminalKeysEnvelope {
    private static final String TO_TERMINAL = "toTerminal";
    private static final String TO_PLATFORM = "toPlatform";
    private static final Set<String> SECRETS = Set.of(TO_TERMINAL, TO_PLATFORM);
    private static final Set<String> MEMBERS = Set.of("kid", "reference", "jkt");
    private static final int MAX_PLAINTEXT = CompactLimits.MESSAGE.maxPlaintextBytes();

    private TerminalKeysEnvelope() {}

    /**
     * Encrypts shared keys to a terminal's key. Does not wipe {@code keys}.
     *
     * @return JWE in compact form (RFC 7516, 3.1)
     * @throws IllegalArgumentException if {@code keys} are not bound to the thumbprint of {@code key}
     */
    public static String seal(TerminalKeys keys, TerminalPublicKey key) {
        if (!keys.jkt().equals(key.thumbprint())) {
            throw new IllegalArgumentException("the shared keys are bound to another key");
        }
        return SealedJwe.seal(
                write(keys), EnvelopeKind.TERMINAL_KEYS, key.encryption(), key.kid(), VoucherEnvelope.encrypter(key));
    }

    private static byte[] write(TerminalKeys keys) {
        ByteBuffer json = ByteBuffer.allocate(MAX_PLAINTEXT);
        // No value can hold a quote: the record's constructor has checked them.
        put(json, "{\"kid\":\"" + keys.kid() + "\",\"reference\":\"" + keys.reference() + "\",\"jkt\":\"" + keys.jkt());
        put(json, "\",\"" + TO_TERMINAL + "\":\"");
        put(json, keys.toTerminal());
        put(json, "\",\"" + TO_PLATFORM + "\":\"");
        put(json, keys.toPlatform());
        put(json, "\"}");
        byte[] written = Arrays.copyOf(json.array(), json.position());
        Arrays.fill(json.array(), (byte) 0);
        return written;
    }

    private static void put(ByteBuffer json, String text) {
        json.put(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void put(ByteBuffer json, SharedKey key) {
        byte[] bytes = key.bytes();
        byte[] text = Base64.getUrlEncoder().withoutPadding().encode(bytes);
        json.put(text);
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(text, (byte) 0);
    }

    /**
     * Opens shared keys with the terminal's private key.
     *
     * @return the keys, which the caller closes
     * @throws MalformedEnvelopeException if it is not such an envelope for a key of this kind
     * @throws UnreadableEnvelopeException if it is not encrypted to this key or does not hold keys bound to it
     */
    public static TerminalKeys open(String compact, TerminalPrivateKey key) {
        CompactJwe jwe = CompactJwe.parse(compact, EnvelopeKind.TERMINAL_KEYS);
        TerminalPublicKey publicKey = key.publicKey();
        jwe.requireAlgorithm(publicKey.encryption());
        return read(key.decrypt(jwe), publicKey);
    }

    /** Reads and wipes the plaintext. */
    static TerminalKeys read(byte[] plaintext, TerminalPublicKey publicKey) {
        try (ContentJson content = ContentJson.read(plaintext, SECRETS, MEMBERS)) {
            if (!MessageDigest.isEqual(ascii(content.string("jkt")), ascii(publicKey.thumbprint()))) {
                throw new UnreadableEnvelopeException();
            }
            return keys(content);
        } catch (IllegalArgumentException badMember) {
            throw new UnreadableEnvelopeException();
        } finally {
            Arrays.fill(plaintext, (byte) 0);
        }
    }

    private static TerminalKeys keys(ContentJson content) {
        SharedKey toTerminal = key(content, TO_TERMINAL, SharedKey.Direction.TO_TERMINAL);
        SharedKey toPlatform = key(content, TO_PLATFORM, SharedKey.Direction.TO_PLATFORM);
        return new TerminalKeys(content.string("reference"), content.string("jkt"), toTerminal, toPlatform);
    }

    private static SharedKey key(ContentJson content, String name, SharedKey.Direction direction) {
        byte[] text = content.secret(name);
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        byte[] again = Base64.getUrlEncoder().withoutPadding().encode(bytes);
        try {
            // The JDK lets padding and stray low bits through.
            if (!MessageDigest.isEqual(text, again)) {
                throw new UnreadableEnvelopeException();
            }
            return new SharedKey(content.string("kid"), direction, bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(again, (byte) 0);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
