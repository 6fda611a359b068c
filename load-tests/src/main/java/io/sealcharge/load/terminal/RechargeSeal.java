package io.sealcharge.load.terminal;

import io.sealcharge.envelope.Pin;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;

/** Encrypts PINs to keys of the platform, each with an ephemeral key of its own: for one thread. */
public final class RechargeSeal {
    private static final int IV_BYTES = 12;
    private static final byte[] BEFORE_PIN = "{\"pin\":\"".getBytes(StandardCharsets.US_ASCII);

    private final TerminalCrypto crypto;
    private final KeyStatements statements;
    private final SecureRandom random = new SecureRandom();

    public RechargeSeal(TerminalCrypto crypto, KeyStatements statements) {
        this.crypto = crypto;
        this.statements = statements;
    }

    /**
     * Checks the platform's statement and encrypts to the key in it. Does not wipe the PIN.
     *
     * @return compact JWE
     * @throws UnreadableAnswerException if the statement is not good for this recharge
     */
    public String seal(
            String statement, String channel, String terminal, Pin pin, String phoneNumber, String reference) {
        KeyStatements.OneTimeKey key = statements.check(statement, reference, channel, terminal);
        KeyPair ephemeral = crypto.newKeyPair();
        byte[] point = TerminalCrypto.point(ephemeral.getPublic());
        String header = base64url("{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"typ\":\"sealcharge-recharge+jwe\","
                + "\"cty\":\"json\",\"kid\":\"" + key.kid() + "\",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\""
                + TerminalCrypto.x(point) + "\",\"y\":\"" + TerminalCrypto.y(point) + "\"}}");
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        byte[] content = content(pin, phoneNumber, reference);
        try {
            byte[] sealed = crypto.gcm(
                    Cipher.ENCRYPT_MODE,
                    crypto.contentKey(ephemeral.getPrivate(), crypto.publicKey(key.point())),
                    iv,
                    header.getBytes(StandardCharsets.US_ASCII),
                    content);
            int text = sealed.length - TerminalCrypto.TAG_BYTES;
            return header + ".." + TerminalCrypto.base64url(iv) + "."
                    + TerminalCrypto.base64url(Arrays.copyOf(sealed, text)) + "."
                    + TerminalCrypto.base64url(Arrays.copyOfRange(sealed, text, sealed.length));
        } catch (GeneralSecurityException notAPoint) {
            throw new UnreadableAnswerException("the platform's key is no key", notAPoint);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static String base64url(String text) {
        return TerminalCrypto.base64url(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] content(Pin pin, String phoneNumber, String reference) {
        byte[] digits = pin.asciiBytes();
        byte[] rest = ("\",\"phoneNumber\":\"" + phoneNumber + "\",\"reference\":\"" + reference + "\"}")
                .getBytes(StandardCharsets.US_ASCII);
        try {
            return ByteBuffer.allocate(BEFORE_PIN.length + digits.length + rest.length)
                    .put(BEFORE_PIN)
                    .put(digits)
                    .put(rest)
                    .array();
        } finally {
            Arrays.fill(digits, (byte) 0);
        }
    }
}
