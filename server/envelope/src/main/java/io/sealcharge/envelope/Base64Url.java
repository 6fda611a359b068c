package io.sealcharge.envelope;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Base64url without padding (RFC 7515, 2), read so that each byte sequence has exactly one text. */
final class Base64Url {
    private static final String RULE = "must be base64url without padding";

    private Base64Url() {}

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @throws MalformedEnvelopeException naming {@code field} */
    static byte[] decode(String text, String field) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException notBase64) {
            throw new MalformedEnvelopeException(field, RULE);
        }
        // The JDK lets padding and stray low bits through.
        if (!encode(bytes).equals(text)) {
            throw new MalformedEnvelopeException(field, RULE);
        }
        return bytes;
    }
}
