package io.sealcharge.card.keys;

import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.CardSignature;
import io.sealcharge.card.protocol.DerivedCardKey;
import io.sealcharge.card.protocol.EncodedPoint;
import io.sealcharge.hsm.Secret;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.math.ec.ECPoint;

/**
 * The derived scheme: a card key that the issuer's key makes from the card's name. An ECDSA signature (r, s) by the
 * private key d of the issuer's public key Q over the name's digest e is read as a key pair.
 *
 * <pre>
 * Y = eG + rQ      the public key: the issuer's public key applied to the name
 * R = s⁻¹Y         the generator; x(R) = r, since (r, s) is a signature
 * s = k⁻¹(e + rd)  the private key: the issuer's private key applied to the name; Y = sR
 * </pre>
 *
 * <p>s is secret, and with it the signature as a whole: it is neither logged nor kept, goes to one card encrypted, and is
 * wiped. The numbers that are computed with in between are Java's and cannot be wiped; they are garbage at once.
 */
final class DerivedScheme {
    private DerivedScheme() {}

    /**
     * Reads a signature as a key pair, and checks all that must hold of one.
     *
     * @param issuer Q, the public key of {@code card-derivation}
     * @param name what was signed: issuer, epoch and card id ({@code Domain.cardKeyInput})
     * @param signature r ‖ s as the HSM gave it, 64 bytes; the caller wipes it
     * @return to be closed
     * @throws CardKeyException if it is no signature of {@code issuer} over {@code name}, or makes no usable key
     */
    static DerivedCardKey key(EncodedPoint issuer, byte[] name, Secret signature) {
        if (signature.length() != CardSignature.LENGTH) {
            throw new CardKeyException("a signature has 64 bytes");
        }
        BigInteger r = P256.scalar(Arrays.copyOf(signature.bytes(), P256.SCALAR_BYTES));
        try (Secret half =
                Secret.owning(Arrays.copyOfRange(signature.bytes(), P256.SCALAR_BYTES, CardSignature.LENGTH))) {
            BigInteger s = P256.scalar(half.bytes());
            ECPoint y = applied(issuer, name, r);
            EncodedPoint point = P256.encode(y);
            ECPoint generator = P256.multiply(P256.inverse(s), y);
            CardPublicKey publicKey = CardPublicKey.derived(point, P256.encode(generator));
            if (!P256.xModuloOrder(generator).equals(r)) {
                throw new CardKeyException("not a signature of the derivation key over this card's name");
            }
            requirePair(half, publicKey);
            return new DerivedCardKey(half.bytes(), publicKey);
        }
    }

    /**
     * The public key that the issuer's public key gives for a name and a generator: eG + x(R)Q.
     *
     * @throws CardKeyException if R does not lie on the curve, or makes no usable key
     */
    static CardPublicKey publicKey(EncodedPoint issuer, byte[] name, EncodedPoint generator) {
        BigInteger r = P256.xModuloOrder(P256.point(generator));
        if (r.signum() == 0) {
            throw new CardKeyException("the generator's x coordinate is 0 modulo n");
        }
        return CardPublicKey.derived(P256.encode(applied(issuer, name, r)), generator);
    }

    /** eG + rQ. */
    private static ECPoint applied(EncodedPoint issuer, byte[] name, BigInteger r) {
        return P256.sum(P256.digestNumber(Sha256.of(name)), P256.generator(), r, P256.point(issuer));
    }

    /**
     * That a private key, its public key and its generator belong together: sR = Y.
     *
     * @throws CardKeyException if they do not, s is out of range, or a point is not on the curve
     */
    static void requirePair(Secret privateKey, CardPublicKey key) {
        ECPoint y = P256.point(key.point());
        ECPoint generator = P256.point(key.generator());
        if (!P256.multiply(P256.scalar(privateKey.bytes()), generator).equals(y)) {
            throw new CardKeyException("the private key does not belong to the public key and its generator");
        }
    }
}
