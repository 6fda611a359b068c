package io.sealcharge.card.protocol;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/** Signs vectors by RFC 6979, so that the generator always gives the same file; verifies with any generator. */
final class VectorSigner {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256r1");
    private static final int SCALAR = 32;

    private final BigInteger secret;
    private final ECDomainParameters domain;

    private VectorSigner(BigInteger secret, ECPoint generator) {
        this.secret = secret;
        this.domain = new ECDomainParameters(CURVE.getCurve(), generator.normalize(), CURVE.getN());
    }

    /** @param seed of the key, any number over 0 */
    static VectorSigner standard(long seed) {
        return new VectorSigner(scalar(seed), CURVE.getG());
    }

    static VectorSigner withGenerator(long seed) {
        return new VectorSigner(scalar(seed), CURVE.getG().multiply(scalar(seed + 1)));
    }

    private static BigInteger scalar(long seed) {
        return new BigInteger(1, sha256(BigInteger.valueOf(seed).toByteArray())).mod(CURVE.getN());
    }

    EncodedPoint generator() {
        return new EncodedPoint(domain.getG().getEncoded(false));
    }

    EncodedPoint point() {
        return new EncodedPoint(domain.getG().multiply(secret).getEncoded(false));
    }

    byte[] secret() {
        return BigIntegers.asUnsignedByteArray(SCALAR, secret);
    }

    CardSignature sign(byte[] input) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(secret, domain));
        BigInteger[] both = signer.generateSignature(sha256(input));
        byte[] bytes = Arrays.copyOf(BigIntegers.asUnsignedByteArray(SCALAR, both[0]), CardSignature.LENGTH);
        System.arraycopy(BigIntegers.asUnsignedByteArray(SCALAR, both[1]), 0, bytes, SCALAR, SCALAR);
        return new CardSignature(bytes);
    }

    /** @param bytes generator, public key, signature, input */
    static boolean verifies(byte[] bytes) {
        ECPoint generator = CURVE.getCurve().decodePoint(Arrays.copyOf(bytes, EncodedPoint.LENGTH));
        ECPoint point =
                CURVE.getCurve().decodePoint(Arrays.copyOfRange(bytes, EncodedPoint.LENGTH, 2 * EncodedPoint.LENGTH));
        int at = 2 * EncodedPoint.LENGTH;
        ECDSASigner verifier = new ECDSASigner();
        ECDomainParameters domain = new ECDomainParameters(CURVE.getCurve(), generator, CURVE.getN());
        verifier.init(false, new ECPublicKeyParameters(point, domain));
        return verifier.verifySignature(
                sha256(Arrays.copyOfRange(bytes, at + CardSignature.LENGTH, bytes.length)),
                new BigInteger(1, Arrays.copyOfRange(bytes, at, at + SCALAR)),
                new BigInteger(1, Arrays.copyOfRange(bytes, at + SCALAR, at + 2 * SCALAR)));
    }

    private static byte[] sha256(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
