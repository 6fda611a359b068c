package io.sealcharge.envelope;

import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;
import java.math.BigInteger;
import java.util.Arrays;

/** Points on P-256: what is taken satisfies y² = x³ − 3x + b (FIPS 186-4, D.1.2.3). */
public final class PointTarget implements FuzzTarget {
    private static final BigInteger P =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    private static final BigInteger B =
            new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);

    @Override
    public void read(byte[] input) {
        P256Point point;
        try {
            point = P256Point.ofUncompressed(input);
        } catch (MalformedEnvelopeException refused) {
            Refused.check(refused);
            return;
        }
        Told.require(Arrays.equals(point.uncompressed(), input), "another point");
        Told.require(P256Point.ofCoordinates(point.x(), point.y()).equals(point), "other coordinates");
        Told.require(P256Point.of(point.publicKey()).equals(point), "another key");
        BigInteger x = new BigInteger(1, input, 1, 32);
        BigInteger y = new BigInteger(1, input, 33, 32);
        BigInteger right = x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(B);
        Told.require(y.pow(2).subtract(right).mod(P).signum() == 0, "a point off the curve");
        Told.require(x.compareTo(P) < 0 && y.compareTo(P) < 0, "a coordinate beyond the prime");
    }
}
