package io.sealcharge.load.terminal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Text members of JSON that has neither white space nor escapes. */
final class JsonFields {
    private static final Base64.Decoder BASE64URL = Base64.getUrlDecoder();

    private JsonFields() {}

    /** The first value of {@code pattern}, which is a name in quotes, a colon and a quote. */
    static String text(String json, String pattern) {
        int at = json.indexOf(pattern);
        int end = at < 0 ? -1 : json.indexOf('"', at + pattern.length());
        if (end < 0) {
            throw new UnreadableAnswerException("the platform's answer lacks " + pattern);
        }
        return json.substring(at + pattern.length(), end);
    }

    static byte[] bytes(String base64url) {
        try {
            return BASE64URL.decode(base64url);
        } catch (IllegalArgumentException notBase64) {
            throw new UnreadableAnswerException("the platform's answer is not base64url", notBase64);
        }
    }

    static String decoded(String base64url) {
        return new String(bytes(base64url), StandardCharsets.ISO_8859_1);
    }

    /** The point of the members {@code x} and {@code y}. */
    static byte[] point(String json) {
        byte[] x = bytes(text(json, "\"x\":\""));
        byte[] y = bytes(text(json, "\"y\":\""));
        if (x.length != TerminalCrypto.COORDINATE_BYTES || y.length != TerminalCrypto.COORDINATE_BYTES) {
            throw new UnreadableAnswerException("the platform's key is not on P-256");
        }
        return TerminalCrypto.point(x, y);
    }
}
