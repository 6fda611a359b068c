package io.sealcharge.card.software;

import io.sealcharge.card.protocol.EncodedPoint;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;

/** The curve in the JDK's terms. */
final class P256 {
    static final ECParameterSpec PARAMETERS = parameters();
    static final BigInteger N = PARAMETERS.getOrder();
    static final int SCALAR_BYTES = 32;

    private P256() {}

    private static ECParameterSpec parameters() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    static PublicKey publicKey(EncodedPoint point) throws GeneralSecurityException {
        ECPoint affine = new ECPoint(point.x(), point.y());
        return factory().generatePublic(new ECPublicKeySpec(affine, PARAMETERS));
    }

    static PrivateKey privateKey(BigInteger scalar) throws GeneralSecurityException {
        return factory().generatePrivate(new ECPrivateKeySpec(scalar, PARAMETERS));
    }

    private static KeyFactory factory() throws GeneralSecurityException {
        return KeyFactory.getInstance("EC", CardCrypto.ecProvider());
    }

    static EncodedPoint encode(ECPoint point) {
        byte[] bytes = new byte[EncodedPoint.LENGTH];
        bytes[0] = 4;
        System.arraycopy(bytes(point.getAffineX()), 0, bytes, 1, SCALAR_BYTES);
        System.arraycopy(bytes(point.getAffineY()), 0, bytes, 1 + SCALAR_BYTES, SCALAR_BYTES);
        return new EncodedPoint(bytes);
    }

    /** 32 bytes, big-endian. */
    static byte[] bytes(BigInteger number) {
        byte[] signed = number.toByteArray();
        byte[] bytes = new byte[SCALAR_BYTES];
        int length = Math.min(signed.length, SCALAR_BYTES);
        System.arraycopy(signed, signed.length - length, bytes, SCALAR_BYTES - length, length);
        return bytes;
    }
}
