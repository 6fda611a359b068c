package io.sealcharge.card.simulator;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import javacard.security.CryptoException;
import javacard.security.ECKey;
import javacard.security.ECPrivateKey;
import javacard.security.ECPublicKey;
import javacard.security.Key;
import javacard.security.Signature;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.jspecify.annotations.Nullable;

/** ECDSA with SHA-256 on P-256 with the key's own generator (FIPS 186-5, 6.4); signatures in DER, as the Java Card API has them. */
final class EcdsaSignature extends Signature {
    private static final int POINT_BYTES = 65;
    private static final short LONGEST_DER = 72;

    private final SecureRandom random;
    private final SHA256Digest digest = new SHA256Digest();
    private final byte[] generator = new byte[POINT_BYTES];
    private @Nullable ECDomainParameters domain;
    private @Nullable ECDSASigner signer;
    private boolean signing;

    EcdsaSignature(SecureRandom random) {
        this.random = random;
    }

    @Override
    public void init(Key key, byte mode) {
        if (!key.isInitialized()) {
            throw new CryptoException(CryptoException.UNINITIALIZED_KEY);
        }
        digest.reset();
        signing = mode == MODE_SIGN;
        signer = new ECDSASigner();
        try {
            if (signing) {
                byte[] scalar = new byte[P256.FIELD_BYTES];
                ((ECPrivateKey) key).getS(scalar, (short) 0);
                signer.init(
                        true,
                        new ParametersWithRandom(
                                new ECPrivateKeyParameters(new BigInteger(1, scalar), domainOf((ECKey) key)), random));
            } else {
                byte[] point = new byte[POINT_BYTES];
                ((ECPublicKey) key).getW(point, (short) 0);
                ECDomainParameters parameters = domainOf((ECKey) key);
                signer.init(
                        false, new ECPublicKeyParameters(parameters.getCurve().decodePoint(point), parameters));
            }
        } catch (IllegalArgumentException e) {
            throw illegalValue(e);
        }
    }

    @Override
    public void update(byte[] from, short offset, short length) {
        digest.update(from, offset, length);
    }

    @Override
    public short sign(byte[] from, short offset, short length, byte[] to, short toOffset) {
        ECDSASigner ready = requireMode(true);
        BigInteger[] pair = ready.generateSignature(hash(from, offset, length));
        try {
            byte[] der = StandardDSAEncoding.INSTANCE.encode(P256.ORDER, pair[0], pair[1]);
            System.arraycopy(der, 0, to, toOffset, der.length);
            return (short) der.length;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean verify(byte[] from, short offset, short length, byte[] signature, short at, short bytes) {
        ECDSASigner ready = requireMode(false);
        byte[] hash = hash(from, offset, length);
        try {
            BigInteger[] pair =
                    StandardDSAEncoding.INSTANCE.decode(P256.ORDER, Arrays.copyOfRange(signature, at, at + bytes));
            return ready.verifySignature(hash, pair[0], pair[1]);
        } catch (IOException | IllegalArgumentException malformed) {
            return false;
        }
    }

    @Override
    public void init(Key key, byte mode, byte[] parameters, short offset, short length) {
        throw new CryptoException(CryptoException.ILLEGAL_VALUE);
    }

    @Override
    public short getLength() {
        return LONGEST_DER;
    }

    @Override
    public byte getAlgorithm() {
        return ALG_ECDSA_SHA_256;
    }

    @Override
    public byte getMessageDigestAlgorithm() {
        return javacard.security.MessageDigest.ALG_SHA_256;
    }

    @Override
    public byte getCipherAlgorithm() {
        return SIG_CIPHER_ECDSA;
    }

    @Override
    public byte getPaddingAlgorithm() {
        return javacardx.crypto.Cipher.PAD_NULL;
    }

    @Override
    public void setInitialDigest(byte[] state, short at, short length, byte[] count, short countAt, short bytes) {
        throw new CryptoException(CryptoException.ILLEGAL_USE);
    }

    @Override
    public short signPreComputedHash(byte[] hash, short at, short length, byte[] to, short toOffset) {
        throw new CryptoException(CryptoException.ILLEGAL_USE);
    }

    @Override
    public boolean verifyPreComputedHash(byte[] hash, short at, short length, byte[] sig, short sigAt, short bytes) {
        throw new CryptoException(CryptoException.ILLEGAL_USE);
    }

    private byte[] hash(byte[] from, short offset, short length) {
        digest.update(from, offset, length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }

    /** Kept while the generator is the same, since it carries tables for it. */
    private ECDomainParameters domainOf(ECKey key) {
        byte[] wanted = new byte[POINT_BYTES];
        key.getG(wanted, (short) 0);
        ECDomainParameters kept = domain;
        if (kept == null || !Arrays.equals(wanted, generator)) {
            kept = P256.withGenerator(wanted);
            System.arraycopy(wanted, 0, generator, 0, POINT_BYTES);
            domain = kept;
        }
        return kept;
    }

    private ECDSASigner requireMode(boolean toSign) {
        if (signer == null || signing != toSign) {
            throw new CryptoException(CryptoException.INVALID_INIT);
        }
        return signer;
    }

    private static CryptoException illegalValue(IllegalArgumentException cause) {
        CryptoException refused = new CryptoException(CryptoException.ILLEGAL_VALUE);
        refused.initCause(cause);
        return refused;
    }
}
