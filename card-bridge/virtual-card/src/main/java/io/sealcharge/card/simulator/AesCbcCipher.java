package io.sealcharge.card.simulator;

import java.security.GeneralSecurityException;
import javacard.security.CryptoException;
import javacard.security.Key;
import javacardx.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-CBC without padding; {@code ALG_AES_BLOCK_128_CBC_NOPAD} of the Java Card API. */
final class AesCbcCipher extends Cipher {
    private static final int BLOCK_BYTES = 16;

    private final javax.crypto.Cipher engine;
    private boolean ready;

    AesCbcCipher() {
        try {
            engine = javax.crypto.Cipher.getInstance("AES/CBC/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void init(Key key, byte mode) {
        init(key, mode, new byte[BLOCK_BYTES], (short) 0, (short) BLOCK_BYTES);
    }

    @Override
    public void init(Key key, byte mode, byte[] iv, short offset, short length) {
        if (!(key instanceof AesCardKey aes) || length != BLOCK_BYTES) {
            throw new CryptoException(CryptoException.ILLEGAL_VALUE);
        }
        byte[] bytes = new byte[aes.getSize() / 8];
        aes.getKey(bytes, (short) 0);
        try {
            engine.init(
                    mode == MODE_ENCRYPT ? javax.crypto.Cipher.ENCRYPT_MODE : javax.crypto.Cipher.DECRYPT_MODE,
                    new SecretKeySpec(bytes, "AES"),
                    new IvParameterSpec(iv, offset, length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        ready = true;
    }

    @Override
    public short update(byte[] from, short offset, short length, byte[] to, short toOffset) {
        requireReady();
        byte[] out = engine.update(from, offset, length);
        return put(out == null ? new byte[0] : out, to, toOffset);
    }

    @Override
    public short doFinal(byte[] from, short offset, short length, byte[] to, short toOffset) {
        requireReady();
        try {
            return put(engine.doFinal(from, offset, length), to, toOffset);
        } catch (GeneralSecurityException e) {
            throw illegalUse(e);
        }
    }

    @Override
    public byte getAlgorithm() {
        return ALG_AES_BLOCK_128_CBC_NOPAD;
    }

    @Override
    public byte getCipherAlgorithm() {
        return CIPHER_AES_CBC;
    }

    @Override
    public byte getPaddingAlgorithm() {
        return PAD_NOPAD;
    }

    private void requireReady() {
        if (!ready) {
            throw new CryptoException(CryptoException.INVALID_INIT);
        }
    }

    private static short put(byte[] out, byte[] to, short offset) {
        System.arraycopy(out, 0, to, offset, out.length);
        return (short) out.length;
    }

    private static CryptoException illegalUse(GeneralSecurityException cause) {
        CryptoException refused = new CryptoException(CryptoException.ILLEGAL_USE);
        refused.initCause(cause);
        return refused;
    }
}
