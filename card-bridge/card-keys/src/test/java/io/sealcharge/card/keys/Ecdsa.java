package io.sealcharge.card.keys;

import io.sealcharge.card.protocol.CardSignature;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/** ECDSA as a card signs: with a generator of its own. */
final class Ecdsa {
    private Ecdsa() {}

    static CardSignature sign(BigInteger s, ECPoint generator, byte[] input) {
        ECDomainParameters domain = new ECDomainParameters(
                P256.curve().getCurve(), generator, P256.order(), P256.curve().getH());
        ECDSASigner signer = new ECDSASigner();
        signer.init(true, new ParametersWithRandom(new ECPrivateKeyParameters(s, domain), new SecureRandom()));
        BigInteger[] halves = signer.generateSignature(Sha256.of(input));
        return signature(halves[0], halves[1]);
    }

    static CardSignature signature(BigInteger r, BigInteger s) {
        byte[] signature = new byte[CardSignature.LENGTH];
        BigIntegers.asUnsignedByteArray(r, signature, 0, P256.SCALAR_BYTES);
        BigIntegers.asUnsignedByteArray(s, signature, P256.SCALAR_BYTES, P256.SCALAR_BYTES);
        return new CardSignature(signature);
    }

    /** A number from 1 to n − 1. */
    static BigInteger randomNumber() {
        return BigIntegers.createRandomInRange(
                BigInteger.ONE, P256.order().subtract(BigInteger.ONE), new SecureRandom());
    }
}
