package io.sealcharge.envelope;

import com.nimbusds.jose.crypto.utils.ECChecks;
import com.nimbusds.jose.jwk.Curve;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A point on the curve P-256 other than infinity: whoever holds one need not check it again. */
public final class P256Point {
    /** Bytes of an uncompressed point: 04, x, y. */
    public static final int LENGTH = 65;

    private static final int COORDINATE_LENGTH = 32;
    private static final int COORDINATE_CHARS = 43;
    private static final ECParameterSpec CURVE = Curve.P_256.toECParameterSpec();
    private static final BigInteger PRIME = ((ECFieldFp) CURVE.getCurve().getField()).getP();

    private final byte[] uncompressed;

    private P256Point(byte[] uncompressed) {
        this.uncompressed = uncompressed;
    }

    /**
     * Reads 65 bytes, 04 and the coordinates (SEC 1, 2.3.3).
     *
     * @throws MalformedEnvelopeException if they are no such point
     */
    public static P256Point ofUncompressed(byte[] bytes) {
        if (bytes.length == 1 && bytes[0] == 0) {
            throw new MalformedEnvelopeException("", "must not be the point at infinity");
        }
        if (bytes.length != LENGTH || bytes[0] != 4) {
            throw new MalformedEnvelopeException("", "must be an uncompressed point of 65 bytes");
        }
        return checked(bytes.clone(), "", "", "");
    }

    /** The point of a public key on P-256. */
    public static P256Point of(ECPublicKey key) {
        byte[] bytes = new byte[LENGTH];
        bytes[0] = 4;
        put(key.getW().getAffineX(), bytes, 1);
        put(key.getW().getAffineY(), bytes, 1 + COORDINATE_LENGTH);
        return checked(bytes, "", "", "");
    }

    /**
     * The point of an EC JWK on P-256 (RFC 7518, 6.2.1).
     *
     * @param x 32 bytes in base64url
     * @param y 32 bytes in base64url
     * @throws MalformedEnvelopeException if they are no such point, naming {@code /x}, {@code /y} or the whole
     */
    public static P256Point ofCoordinates(String x, String y) {
        return of(new Members(Map.of("x", x, "y", y), ""));
    }

    /** The members {@code x} and {@code y} of a JWK (RFC 7518, 6.2.1). */
    static P256Point of(Members jwk) {
        byte[] bytes = new byte[LENGTH];
        bytes[0] = 4;
        System.arraycopy(coordinate(jwk, "x"), 0, bytes, 1, COORDINATE_LENGTH);
        System.arraycopy(coordinate(jwk, "y"), 0, bytes, 1 + COORDINATE_LENGTH, COORDINATE_LENGTH);
        return checked(bytes, jwk.pointer(), jwk.field("x"), jwk.field("y"));
    }

    private static byte[] coordinate(Members jwk, String name) {
        String text = jwk.string(name);
        if (text.length() != COORDINATE_CHARS) {
            throw jwk.fault(name, "must be 32 bytes in base64url without padding");
        }
        return Base64Url.decode(text, jwk.field(name));
    }

    private static void put(BigInteger coordinate, byte[] bytes, int offset) {
        byte[] magnitude = coordinate.toByteArray();
        int skip = Math.max(0, magnitude.length - COORDINATE_LENGTH);
        int length = magnitude.length - skip;
        System.arraycopy(magnitude, skip, bytes, offset + COORDINATE_LENGTH - length, length);
    }

    private static P256Point checked(byte[] bytes, String whole, String fieldX, String fieldY) {
        ECPoint point = point(bytes);
        if (point.getAffineX().signum() == 0 && point.getAffineY().signum() == 0) {
            throw new MalformedEnvelopeException(whole, "must not be the point at infinity");
        }
        checkBelowPrime(point.getAffineX(), fieldX);
        checkBelowPrime(point.getAffineY(), fieldY);
        if (!ECChecks.isPointOnCurve(point.getAffineX(), point.getAffineY(), CURVE)) {
            throw new MalformedEnvelopeException(whole, "must be a point on the curve P-256");
        }
        return new P256Point(bytes);
    }

    private static void checkBelowPrime(BigInteger coordinate, String field) {
        if (coordinate.compareTo(PRIME) >= 0) {
            throw new MalformedEnvelopeException(field, "must be less than the prime of P-256");
        }
    }

    private static ECPoint point(byte[] bytes) {
        return new ECPoint(
                new BigInteger(1, bytes, 1, COORDINATE_LENGTH),
                new BigInteger(1, bytes, 1 + COORDINATE_LENGTH, COORDINATE_LENGTH));
    }

    /** A copy of the 65 bytes 04, x, y. */
    public byte[] uncompressed() {
        return uncompressed.clone();
    }

    /** The x coordinate as in a JWK: base64url of 32 bytes. */
    public String x() {
        return Base64Url.encode(Arrays.copyOfRange(uncompressed, 1, 1 + COORDINATE_LENGTH));
    }

    /** The y coordinate as in a JWK: base64url of 32 bytes. */
    public String y() {
        return Base64Url.encode(Arrays.copyOfRange(uncompressed, 1 + COORDINATE_LENGTH, LENGTH));
    }

    /** The SHA-256 thumbprint of the JWK in base64url (RFC 7638, 3). */
    public String thumbprint() {
        return thumbprint("{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + x() + "\",\"y\":\"" + y() + "\"}");
    }

    static String thumbprint(String requiredMembers) {
        try {
            return Base64Url.encode(
                    MessageDigest.getInstance("SHA-256").digest(requiredMembers.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM lacks SHA-256", e);
        }
    }

    public ECPublicKey publicKey() {
        try {
            return (ECPublicKey)
                    KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point(uncompressed), CURVE));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM lacks P-256", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof P256Point that && Arrays.equals(uncompressed, that.uncompressed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(uncompressed);
    }

    /** The thumbprint. */
    @Override
    public String toString() {
        return thumbprint();
    }
}
