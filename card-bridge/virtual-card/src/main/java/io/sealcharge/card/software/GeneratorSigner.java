package io.sealcharge.card.software;

import io.sealcharge.card.protocol.CardSignature;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/**
 * ECDSA (FIPS 186-5, 6.4.1) with a card's own generator R. No provider signs so, but all that a signature needs of the
 * curve is the x coordinate of kR, and that is what a key agreement between k and R yields.
 */
final class GeneratorSigner implements CardSigner {
    private static final BigInteger N = P256.N;

    private final BigInteger privateKey;
    private final PublicKey generator;
    private final KeyAgreement agreement;
    private final SecureRandom random;

    GeneratorSigner(CardKey key, SecureRandom random) {
        this.privateKey = new BigInteger(1, key.privateKey());
        this.random = random;
        try {
            this.generator = P256.publicKey(key.publicKey().generator());
            this.agreement = KeyAgreement.getInstance("ECDH", CardCrypto.ecProvider());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no P-256", e);
        }
    }

    @Override
    public CardSignature sign(byte[] input) {
        BigInteger e = digest(input);
        while (true) {
            BigInteger k = scalar();
            BigInteger r = xOfMultiple(k).mod(N);
            BigInteger s =
                    k.modInverse(N).multiply(e.add(r.multiply(privateKey))).mod(N);
            if (r.signum() != 0 && s.signum() != 0) {
                return signature(r, s);
            }
        }
    }

    private BigInteger scalar() {
        byte[] bytes = new byte[P256.SCALAR_BYTES];
        while (true) {
            random.nextBytes(bytes);
            BigInteger candidate = new BigInteger(1, bytes);
            if (candidate.signum() != 0 && candidate.compareTo(N) < 0) {
                return candidate;
            }
        }
    }

    private BigInteger xOfMultiple(BigInteger k) {
        try {
            agreement.init(P256.privateKey(k));
            agreement.doPhase(generator, true);
            return new BigInteger(1, agreement.generateSecret());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot multiply the generator", e);
        }
    }

    private static BigInteger digest(byte[] input) {
        try {
            return new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(input));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static CardSignature signature(BigInteger r, BigInteger s) {
        byte[] both = Arrays.copyOf(P256.bytes(r), CardSignature.LENGTH);
        System.arraycopy(P256.bytes(s), 0, both, P256.SCALAR_BYTES, P256.SCALAR_BYTES);
        return new CardSignature(both);
    }
}
