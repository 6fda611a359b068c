package io.sealcharge.card.testkit;

import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.CardSignature;
import io.sealcharge.card.protocol.EncodedPoint;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
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

/** A P-256 key pair of the tests, the same each time for the same name; signs by RFC 6979, so that tests repeat. */
public final class TestKey {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256r1");
    private static final int SCALAR_BYTES = 32;

    private final BigInteger secret;
    private final ECDomainParameters domain;
    private final ECPoint point;

    private TestKey(BigInteger secret, ECPoint generator) {
        this.secret = secret;
        this.domain = new ECDomainParameters(CURVE.getCurve(), generator, CURVE.getN());
        this.point = generator.multiply(secret).normalize();
    }

    /** A key with the standard generator. */
    public static TestKey named(String name) {
        return new TestKey(scalar(name), CURVE.getG());
    }

    /** A key with a generator of its own, as a derived card key has one. */
    public static TestKey withGenerator(String name) {
        ECPoint generator = CURVE.getG().multiply(scalar(name + " generator")).normalize();
        return new TestKey(scalar(name), generator);
    }

    private static BigInteger scalar(String name) {
        return new BigInteger(1, sha256(name.getBytes(StandardCharsets.UTF_8)))
                .mod(CURVE.getN().subtract(BigInteger.ONE))
                .add(BigInteger.ONE);
    }

    public EncodedPoint point() {
        return new EncodedPoint(point.getEncoded(false));
    }

    public EncodedPoint generator() {
        return new EncodedPoint(domain.getG().getEncoded(false));
    }

    /** 32 bytes. */
    public byte[] secret() {
        return BigIntegers.asUnsignedByteArray(SCALAR_BYTES, secret);
    }

    /** ECDSA with SHA-256. */
    public CardSignature sign(byte[] input) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(secret, domain));
        BigInteger[] both = signer.generateSignature(sha256(input));
        byte[] bytes = Arrays.copyOf(BigIntegers.asUnsignedByteArray(SCALAR_BYTES, both[0]), CardSignature.LENGTH);
        System.arraycopy(BigIntegers.asUnsignedByteArray(SCALAR_BYTES, both[1]), 0, bytes, SCALAR_BYTES, SCALAR_BYTES);
        return new CardSignature(bytes);
    }

    /** Whether a card with this key signed. */
    public static boolean verifies(CardPublicKey key, byte[] input, CardSignature signature) {
        ECPoint generator = CURVE.getCurve().decodePoint(key.generator().bytes());
        ECPoint point = CURVE.getCurve().decodePoint(key.point().bytes());
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(
                false,
                new ECPublicKeyParameters(point, new ECDomainParameters(CURVE.getCurve(), generator, CURVE.getN())));
        byte[] bytes = signature.bytes();
        return verifier.verifySignature(
                sha256(input),
                new BigInteger(1, Arrays.copyOf(bytes, SCALAR_BYTES)),
                new BigInteger(1, Arrays.copyOfRange(bytes, SCALAR_BYTES, bytes.length)));
    }

    private static byte[] sha256(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
