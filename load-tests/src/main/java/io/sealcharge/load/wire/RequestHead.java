package io.sealcharge.load.wire;

import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** What all POST requests of one channel to one path begin with. */
public final class RequestHead {
    private static final int LENGTH_CHARS = 16;

    private final byte[] head;

    /** @param accessToken of the channel, a bearer token (RFC 6750, 2.1) */
    public RequestHead(URI platform, String path, String accessToken) {
        this.head = ("POST " + path + " HTTP/1.1\r\nHost: " + platform.getAuthority() + "\r\nAuthorization: Bearer "
                        + accessToken + "\r\nContent-Type: application/json\r\nContent-Length: ")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A whole request. */
    public Buffer with(byte[] json) {
        return Buffer.buffer(head.length + LENGTH_CHARS + json.length)
                .appendBytes(head)
                .appendString(Integer.toString(json.length))
                .appendString("\r\n\r\n")
                .appendBytes(json);
    }
}
