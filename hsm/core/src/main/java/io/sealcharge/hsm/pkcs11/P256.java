package io.sealcharge.hsm.pkcs11;

import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Points of P-256 (SP 800-186, 3.2.1.3) and what is done with them outside the token. */
final class P256 {
    static final int POINT_BYTES = 65;

    private static final byte UNCOMPRESSED = 0x04;
    private static final byte OCTET_STRING = 0x04;
    private static final int COORDINATE_BYTES = 32;
    private static final BigInteger P =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    private static final BigInteger B =
            new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
    private static final byte[] GENERATOR = HexFormat.of()
            .parseHex("04" + "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
                    + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");
    private static final BigInteger THREE = BigInteger.valueOf(3);

    private P256() {}

    /**
     * Requires an uncompressed point on the curve. The identity has no such form, and the curve has cofactor 1, so this
     * is full validation (SP 800-56A, 5.6.2.3.3) but for the order, which follows.
     *
     * @throws HsmException REFUSED
     */
    static void requireOnCurve(byte[] point) {
        if (!isOnCurve(point)) {
            throw new HsmException(HsmFailure.REFUSED, "the peer's point is not a point of P-256");
        }
    }

    static boolean isOnCurve(byte[] point) {
        if (point.length != POINT_BYTES || point[0] != UNCOMPRESSED) {
            return false;
        }
        BigInteger x = x(point);
        BigInteger y = y(point);
        if (x.compareTo(P) >= 0 || y.compareTo(P) >= 0) {
            return false;
        }
        BigInteger right = x.multiply(x).subtract(THREE).multiply(x).add(B).mod(P);
        return y.multiply(y).mod(P).equals(right);
    }

    /**
     * The point in a CKA_EC_POINT: a DER OCTET STRING, or as some tokens have it, the bare point.
     *
     * @throws HsmException REFUSED if it is neither
     */
    static byte[] ofAttribute(byte[] value) {
        byte[] point = value;
        if (value.length == POINT_BYTES + 2 && value[0] == OCTET_STRING && value[1] == POINT_BYTES) {
            point = Arrays.copyOfRange(value, 2, value.length);
        }
        if (!isOnCurve(point)) {
            throw new HsmException(HsmFailure.REFUSED, "the token gave a public key that is not a point of P-256");
        }
        return point;
    }

    static byte[] octetString(byte[] point) {
        byte[] der = new byte[point.length + 2];
        der[0] = OCTET_STRING;
        der[1] = (byte) point.length;
        System.arraycopy(point, 0, der, 2, point.length);
        return der;
    }

    /** Whether {@code signature} (r and s, 32 bytes each) over a SHA-256 digest is by the key of this point. */
    static boolean verifies(byte[] point, byte[] digest, byte[] signature) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            ECPublicKeySpec spec = new ECPublicKeySpec(
                    new ECPoint(x(point), y(point)), parameters.getParameterSpec(ECParameterSpec.class));
            Signature verifier = Signature.getInstance("NONEwithECDSAinP1363Format");
            verifier.initVerify(KeyFactory.getInstance("EC").generatePublic(spec));
            verifier.update(digest);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot verify P-256 signatures", e);
        }
    }

    /** The generator (SP 800-186, 3.2.1.3). Who agrees with it gets the x coordinate of his own public point. */
    static byte[] generator() {
        return GENERATOR.clone();
    }

    /** 32 bytes. */
    static byte[] xCoordinate(byte[] point) {
        return Arrays.copyOfRange(point, 1, 1 + COORDINATE_BYTES);
    }

    private static BigInteger x(byte[] point) {
        return new BigInteger(1, point, 1, COORDINATE_BYTES);
    }

    private static BigInteger y(byte[] point) {
        return new BigInteger(1, point, 1 + COORDINATE_BYTES, COORDINATE_BYTES);
    }
}
