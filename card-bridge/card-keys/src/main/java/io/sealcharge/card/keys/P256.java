package io.sealcharge.card.keys;

import io.sealcharge.card.protocol.EncodedPoint;
import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/** The curve P-256 (FIPS 186-5; SP 800-186, 3.2.1.3) as Bouncy Castle computes on it. The cofactor is 1. */
final class P256 {
    static final int SCALAR_BYTES = 32;
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256r1");
    private static final BigInteger ORDER = CURVE.getN();

    private P256() {}

    static X9ECParameters curve() {
        return CURVE;
    }

    /** n, the order of the group. */
    static BigInteger order() {
        return ORDER;
    }

    /** The standard generator G. */
    static ECPoint generator() {
        return CURVE.getG();
    }

    /**
     * Reads a point; the identity has no such form.
     *
     * @throws CardKeyException if it does not lie on the curve
     */
    static ECPoint point(EncodedPoint point) {
        try {
            return CURVE.getCurve().decodePoint(point.bytes());
        } catch (IllegalArgumentException e) {
            throw new CardKeyException("a point does not lie on P-256", e);
        }
    }

    /** @throws CardKeyException if it is the identity, which is no key */
    static EncodedPoint encode(ECPoint point) {
        if (point.isInfinity()) {
            throw new CardKeyException("the identity is no key");
        }
        return new EncodedPoint(point.getEncoded(false));
    }

    /**
     * Reads a number from 1 to n − 1.
     *
     * @param bytes 32, big-endian
     * @throws CardKeyException if it is another
     */
    static BigInteger scalar(byte[] bytes) {
        BigInteger value = new BigInteger(1, bytes);
        if (bytes.length != SCALAR_BYTES || value.signum() == 0 || value.compareTo(ORDER) >= 0) {
            throw new CardKeyException("not a number of 32 bytes from 1 to n - 1");
        }
        return value;
    }

    /** The integer e of a SHA-256 digest (FIPS 186-5, 6.4.1), modulo n. */
    static BigInteger digestNumber(byte[] digest) {
        return new BigInteger(1, digest).mod(ORDER);
    }

    /** The x coordinate of a point as ECDSA's r: modulo n, 0 included. */
    static BigInteger xModuloOrder(ECPoint point) {
        return point.normalize().getAffineXCoord().toBigInteger().mod(ORDER);
    }

    /** aP + bQ, for numbers that are no secret. */
    static ECPoint sum(BigInteger a, ECPoint p, BigInteger b, ECPoint q) {
        return ECAlgorithms.sumOfTwoMultiplies(p, a, q, b).normalize();
    }

    /** kP, for a number that is a secret: by the multiplier that Bouncy Castle signs with, whose steps do not depend on it. */
    static ECPoint multiply(BigInteger k, ECPoint p) {
        return new FixedPointCombMultiplier().multiply(p, k).normalize();
    }

    /** 1/k modulo n, for a number that is a secret. */
    static BigInteger inverse(BigInteger k) {
        return BigIntegers.modOddInverse(ORDER, k);
    }
}
