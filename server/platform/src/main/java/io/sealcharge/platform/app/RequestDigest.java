package io.sealcharge.platform.app;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 over the decoded fields of a request, which tells a repeat of a reference from another request. Each field is
 * preceded by its length, so that no two lists of fields give the same bytes.
 */
public final class RequestDigest {
    private final MessageDigest sha256;

    private RequestDigest(MessageDigest sha256) {
        this.sha256 = sha256;
    }

    /** @param act the kind of act, so that digests of different kinds never meet */
    public static RequestDigest of(String act) {
        try {
            return new RequestDigest(MessageDigest.getInstance("SHA-256")).text(act);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    public RequestDigest text(String field) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        sha256.update(bytes);
        return this;
    }

    public RequestDigest number(long field) {
        sha256.update(ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(0, Long.BYTES)
                .putLong(Integer.BYTES, field));
        return this;
    }

    /** 32 bytes. */
    public byte[] sum() {
        return sha256.digest();
    }
}
