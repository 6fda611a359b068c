package io.sealcharge.load.terminal;

import io.sealcharge.envelope.Pin;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** A key pair that vouchers are bought for. */
public final class BuyerKey {
    private static final byte[] PIN = "\"pin\":\"".getBytes(StandardCharsets.US_ASCII);

    private final PrivateKey privateKey;
    private final String thumbprint;
    private final String jwk;

    private BuyerKey(PrivateKey privateKey, String thumbprint, String jwk) {
        this.privateKey = privateKey;
        this.thumbprint = thumbprint;
        this.jwk = jwk;
    }

    public static BuyerKey make(TerminalCrypto crypto) {
        KeyPair pair = crypto.newKeyPair();
        byte[] point = TerminalCrypto.point(pair.getPublic());
        return new BuyerKey(
                pair.getPrivate(),
                crypto.thumbprint(point),
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + TerminalCrypto.x(point) + "\",\"y\":\""
                        + TerminalCrypto.y(point) + "\",\"alg\":\"ECDH-ES\"}");
    }

    /** The public JWK, as it stands in a purchase. */
    public String jwk() {
        return jwk;
    }

    /**
     * Opens a voucher that was bought for this key and compares what it is bound to.
     *
     * @param envelope compact JWE
     * @return the PIN, which the caller closes
     * @throws UnreadableAnswerException if it is not encrypted to this key or holds something else
     */
    public Pin open(TerminalCrypto crypto, String envelope, String serialNumber, String reference) {
        byte[] content = decrypt(crypto, envelope);
        try {
            requireHolds(content, "\"jkt\":\"" + thumbprint + "\"");
            requireHolds(content, "\"serialNumber\":\"" + serialNumber + "\"");
            requireHolds(content, "\"reference\":\"" + reference + "\"");
            return pin(content);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private byte[] decrypt(TerminalCrypto crypto, String envelope) {
        int key = envelope.indexOf('.');
        int iv = envelope.indexOf('.', key + 1);
        int text = envelope.indexOf('.', iv + 1);
        int tag = envelope.indexOf('.', text + 1);
        if (key < 0 || iv != key + 1 || text < 0 || tag < 0) {
            throw new UnreadableAnswerException("not a compact JWE with ECDH-ES");
        }
        String header = envelope.substring(0, key);
        byte[] ciphertext = JsonFields.bytes(envelope.substring(text + 1, tag));
        byte[] whole = Arrays.copyOf(ciphertext, ciphertext.length + TerminalCrypto.TAG_BYTES);
        System.arraycopy(
                JsonFields.bytes(envelope.substring(tag + 1)), 0, whole, ciphertext.length, TerminalCrypto.TAG_BYTES);
        try {
            SecretKeySpec contentKey =
                    crypto.contentKey(privateKey, crypto.publicKey(JsonFields.point(JsonFields.decoded(header))));
            return crypto.gcm(
                    Cipher.DECRYPT_MODE,
                    contentKey,
                    JsonFields.bytes(envelope.substring(iv + 1, text)),
                    header.getBytes(StandardCharsets.US_ASCII),
                    whole);
        } catch (GeneralSecurityException doesNotOpen) {
            throw new UnreadableAnswerException("the voucher does not open", doesNotOpen);
        }
    }

    private static void requireHolds(byte[] content, String text) {
        if (find(content, text.getBytes(StandardCharsets.US_ASCII)) < 0) {
            throw new UnreadableAnswerException("the voucher is bound to something else");
        }
    }

    private static Pin pin(byte[] content) {
        int from = find(content, PIN);
        int to = from < 0 ? from : from + PIN.length;
        while (to >= 0 && to < content.length && content[to] != '"') {
            to++;
        }
        if (to < 0) {
            throw new UnreadableAnswerException("the voucher has no PIN");
        }
        byte[] digits = Arrays.copyOfRange(content, from + PIN.length, to);
        try {
            return new Pin(digits);
        } finally {
            Arrays.fill(digits, (byte) 0);
        }
    }

    private static int find(byte[] content, byte[] wanted) {
        for (int at = 0; at + wanted.length <= content.length; at++) {
            if (Arrays.equals(content, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    @Override
    public String toString() {
        return "***";
    }
}
