package io.sealcharge.card.simulator;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A card's persistent memory as it is stored: magic and version (5 bytes), SHA-256 of the memory's layout (32 bytes), content, SHA-256 over all
 * that stands before (32 bytes). The content of another layout, an applet with other fields, is refused rather than guessed at.
 */
final class CardImage {
    private static final byte[] MAGIC = {'S', 'C', 'V', 'C', 1};
    private static final int DIGEST_BYTES = 32;

    private CardImage() {}

    static byte[] encode(byte[] layout, byte[] content) {
        byte[] unsealed = ByteBuffer.allocate(MAGIC.length + DIGEST_BYTES + content.length)
                .put(MAGIC)
                .put(layout)
                .put(content)
                .array();
        byte[] image = Arrays.copyOf(unsealed, unsealed.length + DIGEST_BYTES);
        System.arraycopy(sha256(unsealed), 0, image, unsealed.length, DIGEST_BYTES);
        return image;
    }

    /**
     * @return the content
     * @throws IllegalStateException if the image is no card's, is damaged, or has another layout
     */
    static byte[] decode(byte[] layout, byte[] image) {
        int contentAt = MAGIC.length + DIGEST_BYTES;
        int sealAt = image.length - DIGEST_BYTES;
        if (sealAt < contentAt || !Arrays.equals(image, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IllegalStateException("this is no card's memory");
        }
        byte[] seal = sha256(Arrays.copyOf(image, sealAt));
        if (!Arrays.equals(image, sealAt, image.length, seal, 0, DIGEST_BYTES)) {
            throw new IllegalStateException("the card's memory is damaged");
        }
        if (!Arrays.equals(image, MAGIC.length, contentAt, layout, 0, DIGEST_BYTES)) {
            throw new IllegalStateException("the card's memory was written by another version of the applet");
        }
        return Arrays.copyOfRange(image, contentAt, sealAt);
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
