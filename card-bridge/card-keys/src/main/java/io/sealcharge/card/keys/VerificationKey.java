package io.sealcharge.card.keys;

import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.CardSignature;
import io.sealcharge.card.protocol.CardStatement;
import io.sealcharge.card.protocol.EncodedPoint;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECPoint;

/**
 * An ECDSA public key on P-256 with a generator of its own: Y = sR for the private key s. With the standard generator
 * this is ECDSA as everybody knows it (FIPS 186-5, 6.4.2); with another it is the same computation, u₁R + u₂Y.
 *
 * <p>Whoever may choose R can make signatures for a key that is not his. So R and Y are taken from one place only, a
 * card's certificate ({@link CertificateVerifier}), and never from beside a message.
 */
public final class VerificationKey {
    private final EncodedPoint point;
    private final EncodedPoint generator;
    private final ECPublicKeyParameters key;

    private VerificationKey(EncodedPoint point, EncodedPoint generator) {
        this.point = point;
        this.generator = generator;
        ECPoint r = P256.point(generator);
        ECDomainParameters domain = new ECDomainParameters(
                P256.curve().getCurve(), r, P256.order(), P256.curve().getH());
        this.key = new ECPublicKeyParameters(P256.point(point), domain);
    }

    /** @throws CardKeyException if Y or R does not lie on the curve */
    public static VerificationKey of(CardPublicKey key) {
        return new VerificationKey(key.point(), key.generator());
    }

    /**
     * A key with the standard generator: an issuer's, or a card's of the certified scheme.
     *
     * @throws CardKeyException if Y does not lie on the curve
     */
    public static VerificationKey standard(EncodedPoint point) {
        return new VerificationKey(point, EncodedPoint.G);
    }

    /** Y. */
    public EncodedPoint point() {
        return point;
    }

    /** R. */
    public EncodedPoint generator() {
        return generator;
    }

    /** Whether {@code signature} is this key's over the statement in its domain. */
    public boolean verifies(CardStatement statement, CardSignature signature) {
        return verifies(statement.signingInput(), signature);
    }

    /** Whether {@code signature} is this key's over SHA-256 of {@code input}. */
    public boolean verifies(byte[] input, CardSignature signature) {
        byte[] halves = signature.bytes();
        BigInteger r = new BigInteger(1, Arrays.copyOf(halves, P256.SCALAR_BYTES));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(halves, P256.SCALAR_BYTES, CardSignature.LENGTH));
        ECDSASigner ecdsa = new ECDSASigner();
        ecdsa.init(false, key);
        // refuses r and s outside 1 to n − 1
        return ecdsa.verifySignature(Sha256.of(input), r, s);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerificationKey that && point.equals(that.point) && generator.equals(that.generator);
    }

    @Override
    public int hashCode() {
        return 31 * point.hashCode() + generator.hashCode();
    }

    /** The first bytes of Y's x coordinate, for people. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(point.bytes(), 1, 9)
                + (generator.equals(EncodedPoint.G) ? "" : " with a generator of its own");
    }
}
