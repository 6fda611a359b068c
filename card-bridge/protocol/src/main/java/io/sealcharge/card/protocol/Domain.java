package io.sealcharge.card.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a signature is for. No input of one domain is an input of another, since the domain is its first part. */
public enum Domain {
    OPERATION("SEALCHARGE-OPERATION-v1"),
    ADMINISTRATION("SEALCHARGE-ADMINISTRATION-v1"),
    TRANSFER("SEALCHARGE-TRANSFER-v1"),
    RESULT("SEALCHARGE-RESULT-v1"),
    STATUS("SEALCHARGE-STATUS-v1"),
    POSSESSION("SEALCHARGE-POSSESSION-v1"),
    CERTIFICATE("SEALCHARGE-CERTIFICATE-v1"),
    CARD_KEY("SEALCHARGE-CARDKEY-v1");

    private static final int LENGTH_BYTES = 2;
    private static final int LONGEST_PART = 0xFFFF;

    private final String label;

    Domain(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** The bytes that are hashed and signed: the domain and each part, each with its length in two bytes before it. */
    public byte[] signingInput(byte[]... parts) {
        byte[] name = label.getBytes(StandardCharsets.US_ASCII);
        int length = LENGTH_BYTES + name.length;
        for (byte[] part : parts) {
            length += LENGTH_BYTES + part.length;
        }
        ByteBuffer out = ByteBuffer.allocate(length);
        put(out, name);
        for (byte[] part : parts) {
            put(out, part);
        }
        return out.array();
    }

    /** What {@code card-derivation} signs to derive a card's key. */
    public static byte[] cardKeyInput(IssuerId issuer, int epoch, CardId card) {
        return CARD_KEY.signingInput(issuer.bytes(), Numbers.epoch(epoch), card.bytes());
    }

    /** What a card signs to prove that it has its key. */
    public static byte[] possessionInput(SerialNumber serial, CardPublicKey key, Nonce nonce) {
        return POSSESSION.signingInput(
                serial.bytes(),
                new byte[] {(byte) key.scheme().code()},
                key.point().bytes(),
                key.generator().bytes(),
                nonce.bytes());
    }

    private static void put(ByteBuffer out, byte[] part) {
        if (part.length > LONGEST_PART) {
            throw new IllegalArgumentException("a part holds at most " + LONGEST_PART + " bytes");
        }
        out.putShort((short) part.length).put(part);
    }
}
