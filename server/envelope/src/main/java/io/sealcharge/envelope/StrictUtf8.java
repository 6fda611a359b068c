package io.sealcharge.envelope;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text from outside, decoded before it is parsed: a parser of bytes guesses encodings, and does not decode what it passes over. */
public final class StrictUtf8 {
    private StrictUtf8() {}

    /** @throws CharacterCodingException if these bytes are no UTF-8 (RFC 3629) */
    public static String decode(byte[] utf8) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }
}
