package io.sealcharge.envelope;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.crypto.AESEncrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A key that the platform and one terminal share, for one direction: never printed, compared in constant time, wiped
 * when closed. The JVM's ciphers keep copies of their own for as long as they live, which is one message.
 */
public final class SharedKey implements AutoCloseable {
    /** Bytes of a key. */
    public static final int LENGTH = 32;

    /** Who encrypts with the key. A key is never used the other way, or an envelope could be sent back to its sender. */
    public enum Direction {
        /** The platform encrypts vouchers. */
        TO_TERMINAL,
        /** The terminal encrypts recharges. */
        TO_PLATFORM
    }

    private final String kid;
    private final Direction direction;
    private final byte[] key;
    private volatile boolean wiped;

    /**
     * Copies {@code key}; the caller wipes its own.
     *
     * @param kid terminal and generation, 1 to 64 of {@code A-Z a-z 0-9 . _ : -}
     * @throws IllegalArgumentException if the key is not 32 bytes, or the name none
     */
    public SharedKey(String kid, Direction direction, byte[] key) {
        if (!Members.isName(kid)) {
            throw new IllegalArgumentException("bad kid of a shared key");
        }
        if (key.length != LENGTH) {
            throw new IllegalArgumentException("a shared key is " + LENGTH + " bytes");
        }
        this.kid = kid;
        this.direction = direction;
        this.key = key.clone();
    }

    /** The name of the key in requests and envelopes: terminal and generation. Both directions have the same. */
    public String kid() {
        return kid;
    }

    public Direction direction() {
        return direction;
    }

    /** A copy, which the caller wipes. */
    public byte[] bytes() {
        if (wiped) {
            throw new IllegalStateException("this key is wiped");
        }
        return key.clone();
    }

    /** @throws IllegalArgumentException if the key is for the other direction */
    void require(Direction expected) {
        if (direction != expected) {
            throw new IllegalArgumentException("the shared key is for the other direction");
        }
    }

    JWEEncrypter encrypter(SymmetricEncryption encryption) {
        byte[] bytes = bytes();
        try {
            SecretKey secret = new SecretKeySpec(bytes, "AES");
            return switch (encryption) {
                case A256KW -> new AESEncrypter(secret);
                case DIR -> new DirectEncrypter(secret);
            };
        } catch (JOSEException e) {
            throw new IllegalStateException("this JVM lacks AES with 256 bits", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public void close() {
        wiped = true;
        Arrays.fill(key, (byte) 0);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SharedKey that
                && kid.equals(that.kid)
                && direction == that.direction
                && MessageDigest.isEqual(key, that.key);
    }

    /** Tells nothing of the key. */
    @Override
    public int hashCode() {
        return kid.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
