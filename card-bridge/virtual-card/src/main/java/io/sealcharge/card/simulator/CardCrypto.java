package io.sealcharge.card.simulator;

import java.math.BigInteger;
import java.security.SecureRandom;
import javacard.security.CryptoException;
import javacard.security.ECPrivateKey;
import javacard.security.ECPublicKey;
import javacard.security.Key;
import javacard.security.KeyBuilder;
import javacard.security.KeyPair;
import javacard.security.MessageDigest;
import javacard.security.RandomData;
import javacard.security.Signature;
import javacardx.crypto.Cipher;

/**
 * The factories of the Java Card API, called by rewritten byte code. jCardSim's own random numbers, key pairs and ECDSA nonces are not used: their
 * generator is never seeded, so that every card would have the same key and every signature the same nonce, which gives the key away.
 */
public final class CardCrypto {
    private CardCrypto() {}

    /** As {@link KeyBuilder#buildKey}; AES keys are the simulator's own. */
    public static Key buildKey(byte type, short bits, boolean keyEncryption) {
        CardRuntime runtime = CardRuntime.current();
        runtime.allocation("a key");
        return switch (type) {
            case KeyBuilder.TYPE_AES, KeyBuilder.TYPE_AES_TRANSIENT_DESELECT, KeyBuilder.TYPE_AES_TRANSIENT_RESET ->
                new AesCardKey(type, bits);
            default -> KeyBuilder.buildKey(type, bits, keyEncryption);
        };
    }

    /** As {@link MessageDigest#getInstance}. */
    public static MessageDigest messageDigest(byte algorithm, boolean external) {
        CardRuntime.current().allocation("a digest");
        return MessageDigest.getInstance(algorithm, external);
    }

    /** As {@link RandomData#getInstance}. */
    public static RandomData randomData(byte algorithm) {
        CardRuntime runtime = CardRuntime.current();
        runtime.allocation("a random number generator");
        return new CardRandom(algorithm, runtime.random());
    }

    /** As {@link Signature#getInstance(byte, boolean)}, for ECDSA with SHA-256. */
    public static Signature signature(byte algorithm, boolean external) {
        CardRuntime runtime = CardRuntime.current();
        runtime.allocation("a signature");
        if (algorithm != Signature.ALG_ECDSA_SHA_256 || external) {
            throw new CryptoException(CryptoException.NO_SUCH_ALGORITHM);
        }
        return new EcdsaSignature(runtime.random());
    }

    /** As {@link Cipher#getInstance(byte, boolean)}, for AES in CBC mode without padding. */
    public static Cipher cipher(byte algorithm, boolean external) {
        CardRuntime.current().allocation("a cipher");
        if (algorithm != Cipher.ALG_AES_BLOCK_128_CBC_NOPAD || external) {
            throw new CryptoException(CryptoException.NO_SUCH_ALGORITHM);
        }
        return new AesCbcCipher();
    }

    /** As {@link KeyPair#genKeyPair}, on P-256: a tear point lies between the two keys. */
    public static void genKeyPair(KeyPair pair) {
        CardRuntime runtime = CardRuntime.current();
        runtime.beforeUnconditionalWrite();
        SecureRandom random = runtime.random();
        BigInteger scalar;
        do {
            scalar = new BigInteger(P256.ORDER.bitLength(), random);
        } while (scalar.signum() == 0 || scalar.compareTo(P256.ORDER) >= 0);
        ((ECPrivateKey) pair.getPrivate()).setS(P256.scalar(scalar), (short) 0, (short) P256.FIELD_BYTES);
        runtime.tearPoint();
        byte[] point = P256.multiplyGenerator(scalar);
        ((ECPublicKey) pair.getPublic()).setW(point, (short) 0, (short) point.length);
        runtime.tearPoint();
    }
}
