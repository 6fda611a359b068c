package io.sealcharge.load.wire;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Puts the answers of one connection together from the pieces that arrive (RFC 9112; always with a content-length). */
final class AnswerReader {
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final byte[] CONTENT_LENGTH = ascii("content-length:");
    private static final byte[] RETRY_AFTER = ascii("retry-after:");

    private byte[] bytes = new byte[0];

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Adds a piece.
     *
     * @return the answer if it is whole now, else null
     * @throws IllegalStateException if it is no answer that this reads
     */
    @Nullable
    WireAnswer add(Buffer piece) {
        byte[] added = piece.getBytes();
        if (bytes.length == 0) {
            bytes = added;
        } else {
            int before = bytes.length;
            bytes = Arrays.copyOf(bytes, before + added.length);
            System.arraycopy(added, 0, bytes, before, added.length);
        }
        int head = endOfHead();
        return head < 0 ? null : whole(head);
    }

    private @Nullable WireAnswer whole(int head) {
        int length = -1;
        boolean retryAfter = false;
        for (int line = 0; line < head; line = nextLine(line)) {
            if (startsWith(line, CONTENT_LENGTH)) {
                length = number(line + CONTENT_LENGTH.length);
            } else if (startsWith(line, RETRY_AFTER)) {
                retryAfter = true;
            }
        }
        if (length < 0) {
            throw new IllegalStateException("an answer without content-length");
        }
        if (bytes.length < head + length) {
            return null;
        }
        if (bytes.length > head + length) {
            throw new IllegalStateException("more than one answer to one request");
        }
        WireAnswer answer = new WireAnswer(number(STATUS_AT), retryAfter, bytes, head, bytes.length);
        bytes = new byte[0];
        return answer;
    }

    /** Where the body begins; -1 while the head is not whole. */
    private int endOfHead() {
        for (int at = 0; at + 3 < bytes.length; at++) {
            if (bytes[at] == '\r' && bytes[at + 1] == '\n' && bytes[at + 2] == '\r' && bytes[at + 3] == '\n') {
                return at + 4;
            }
        }
        return -1;
    }

    private int nextLine(int from) {
        int at = from;
        while (bytes[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    private boolean startsWith(int at, byte[] lowerCase) {
        for (int i = 0; i < lowerCase.length; i++) {
            if (at + i >= bytes.length || Character.toLowerCase(bytes[at + i]) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    private int number(int from) {
        int at = from;
        while (bytes[at] == ' ') {
            at++;
        }
        int value = 0;
        while (bytes[at] >= '0' && bytes[at] <= '9') {
            value = value * 10 + bytes[at] - '0';
            at++;
        }
        return value;
    }
}
