package io.sealcharge.card.protocol;

import java.math.BigInteger;
import java.util.Arrays;

/** A point of P-256, uncompressed: 04, x, y (SEC 1, 2.3.3). Form alone does not put it on the curve. */
public final class EncodedPoint extends FixedBytes {
    public static final int LENGTH = 65;

    /** The standard generator (SP 800-186, 3.2.1.3). */
    public static final EncodedPoint G = parse("046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
            + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");

    private static final BigInteger P =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    private static final BigInteger B =
            new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
    private static final int COORDINATE = 32;

    /** @throws MalformedCardDataException if it does not begin with 04 or has another length */
    public EncodedPoint(byte[] bytes) {
        super(bytes, LENGTH);
        if (first() != 4) {
            throw new MalformedCardDataException("point must be uncompressed");
        }
    }

    public static EncodedPoint parse(String hex) {
        return new EncodedPoint(fromHex(hex));
    }

    public BigInteger x() {
        return new BigInteger(1, Arrays.copyOfRange(bytes(), 1, 1 + COORDINATE));
    }

    public BigInteger y() {
        return new BigInteger(1, Arrays.copyOfRange(bytes(), 1 + COORDINATE, LENGTH));
    }

    /** Whether both coordinates are reduced and y² = x³ − 3x + b. The identity has no such encoding. */
    public boolean isOnCurve() {
        BigInteger x = x();
        BigInteger y = y();
        if (x.compareTo(P) >= 0 || y.compareTo(P) >= 0) {
            return false;
        }
        BigInteger right = x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(B);
        return y.multiply(y).subtract(right).mod(P).signum() == 0;
    }
}
