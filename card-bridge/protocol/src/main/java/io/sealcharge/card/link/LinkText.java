package io.sealcharge.card.link;

import io.sealcharge.card.protocol.MalformedCardDataException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Names in link messages: UTF-8, 1 to 128 bytes, no control characters. */
final class LinkText {
    private static final int MAX_BYTES = 128;

    private LinkText() {}

    static String require(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            throw new MalformedCardDataException("a name has 1 to " + MAX_BYTES + " bytes");
        }
        if (!new String(bytes, StandardCharsets.UTF_8).equals(text)
                || text.chars().anyMatch(Character::isISOControl)) {
            throw new MalformedCardDataException("a name is Unicode text without control characters");
        }
        return text;
    }

    static byte[] encode(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new MalformedCardDataException("a name is UTF-8");
        }
    }
}
