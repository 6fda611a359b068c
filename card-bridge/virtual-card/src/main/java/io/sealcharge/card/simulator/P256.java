package io.sealcharge.card.simulator;

import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/** The curve P-256 (SEC 2 v2, 2.4.2; FIPS 186-4, D.1.2.3). */
final class P256 {
    static final int FIELD_BYTES = 32;
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256r1");
    static final BigInteger ORDER = CURVE.getN();

    private P256() {}

    /**
     * @param generator a point of 65 bytes, uncompressed
     * @throws IllegalArgumentException if it is not on the curve or is the identity
     */
    static ECDomainParameters withGenerator(byte[] generator) {
        return new ECDomainParameters(CURVE.getCurve(), CURVE.getCurve().decodePoint(generator), ORDER, CURVE.getH());
    }

    /** @return the point, uncompressed, 65 bytes */
    static byte[] multiplyGenerator(BigInteger scalar) {
        return new FixedPointCombMultiplier()
                .multiply(CURVE.getG(), scalar)
                .normalize()
                .getEncoded(false);
    }

    static byte[] scalar(BigInteger value) {
        return BigIntegers.asUnsignedByteArray(FIELD_BYTES, value);
    }
}
