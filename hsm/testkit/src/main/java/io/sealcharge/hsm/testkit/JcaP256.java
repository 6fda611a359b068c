package io.sealcharge.hsm.testkit;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/** P-256 as the JDK does it: what a terminal does, and what an HSM's answers are compared with. */
final class JcaP256 {
    private static final int COORDINATE = 32;
    private static final byte UNCOMPRESSED = 4;
    private static final ECGenParameterSpec CURVE = new ECGenParameterSpec("secp256r1");
    private static final ECParameterSpec PARAMETERS = parameters();

    private JcaP256() {}

    static KeyPair generate(SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(CURVE, random);
        return generator.generateKeyPair();
    }

    /** The public point, 65 bytes uncompressed (SEC 1, 2.3.3). */
    static byte[] point(PublicKey key) {
        ECPoint point = ((ECPublicKey) key).getW();
        byte[] bytes = new byte[1 + 2 * COORDINATE];
        bytes[0] = UNCOMPRESSED;
        copyUnsigned(point.getAffineX(), bytes, 1);
        copyUnsigned(point.getAffineY(), bytes, 1 + COORDINATE);
        return bytes;
    }

    /**
     * Reads a public point; that it lies on the curve is found by {@link #agree}.
     *
     * @throws InvalidKeyException unless it is 65 bytes uncompressed
     */
    static PublicKey publicKey(byte[] point) throws GeneralSecurityException {
        if (point.length != 1 + 2 * COORDINATE || point[0] != UNCOMPRESSED) {
            throw new InvalidKeyException("not a P-256 point of 65 bytes, uncompressed");
        }
        ECPoint w = new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + COORDINATE)),
                new BigInteger(1, Arrays.copyOfRange(point, 1 + COORDINATE, point.length)));
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(w, PARAMETERS));
    }

    static PrivateKey privateKey(BigInteger scalar) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(scalar, PARAMETERS));
    }

    /**
     * The shared secret Z, 32 bytes (SP 800-56A, 5.7.1.2).
     *
     * @throws InvalidKeyException if the point is not on the curve
     */
    static byte[] agree(PrivateKey own, PublicKey peer) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own);
        agreement.doPhase(peer, true);
        return agreement.generateSecret();
    }

    /** One block of the Concat KDF with SHA-256 (RFC 7518, 4.6.2), 32 bytes. */
    static byte[] concatKdf(byte[] z, byte[] otherInfo) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(new byte[] {0, 0, 0, 1});
        digest.update(z);
        return digest.digest(otherInfo);
    }

    private static void copyUnsigned(BigInteger coordinate, byte[] target, int offset) {
        byte[] bytes = coordinate.toByteArray();
        int length = Math.min(bytes.length, COORDINATE);
        System.arraycopy(bytes, bytes.length - length, target, offset + COORDINATE - length, length);
    }

    private static ECParameterSpec parameters() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(CURVE);
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has P-256", e);
        }
    }
}
