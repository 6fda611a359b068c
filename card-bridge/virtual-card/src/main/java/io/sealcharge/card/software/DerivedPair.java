package io.sealcharge.card.software;

import io.sealcharge.card.protocol.DerivedCardKey;
import io.sealcharge.card.protocol.EncodedPoint;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;

/** Tries a derived key before it is stored. */
final class DerivedPair {
    private static final ECCurve CURVE =
            CustomNamedCurves.getByName("secp256r1").getCurve();

    private DerivedPair() {}

    /** Whether s is 1 to n − 1, Y and R are on the curve, and sR = Y. */
    static boolean holds(DerivedCardKey key) {
        EncodedPoint y = key.publicKey().point();
        EncodedPoint r = key.publicKey().generator();
        byte[] secret = key.privateKey();
        BigInteger s = new BigInteger(1, secret);
        Arrays.fill(secret, (byte) 0);
        if (s.signum() == 0 || s.compareTo(P256.N) >= 0 || !y.isOnCurve() || !r.isOnCurve()) {
            return false;
        }
        ECPoint product = CURVE.decodePoint(r.bytes()).multiply(s);
        return product.equals(CURVE.decodePoint(y.bytes()));
    }
}
