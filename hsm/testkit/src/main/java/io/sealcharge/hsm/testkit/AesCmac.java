package io.sealcharge.hsm.testkit;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Arrays;
import javax.crypto.Cipher;

/** AES-CMAC (SP 800-38B, RFC 4493), which the JDK does not have. */
final class AesCmac {
    private static final int BLOCK = 16;
    /** R_128 of SP 800-38B, 5.3. */
    private static final int POLYNOMIAL = 0x87;
    /** Begins the padding of a message that does not fill its last block. */
    private static final byte PADDING = (byte) 0x80;

    private AesCmac() {}

    /** @return 16 bytes */
    static byte[] mac(Key key, byte[] data) throws GeneralSecurityException {
        Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
        aes.init(Cipher.ENCRYPT_MODE, key);
        byte[] subkey = doubled(aes.doFinal(new byte[BLOCK]));
        int lastAt = data.length == 0 ? 0 : (data.length - 1) / BLOCK * BLOCK;
        byte[] last = Arrays.copyOf(Arrays.copyOfRange(data, lastAt, data.length), BLOCK);
        if (data.length - lastAt < BLOCK) {
            last[data.length - lastAt] = PADDING;
            subkey = doubled(subkey);
        }
        byte[] state = new byte[BLOCK];
        for (int at = 0; at < lastAt; at += BLOCK) {
            state = aes.doFinal(xor(state, Arrays.copyOfRange(data, at, at + BLOCK)));
        }
        return aes.doFinal(xor(state, xor(last, subkey)));
    }

    /** A block times x in GF(2^128). */
    private static byte[] doubled(byte[] block) {
        byte[] twice = new byte[BLOCK];
        int carry = block[0] < 0 ? POLYNOMIAL : 0;
        for (int i = BLOCK - 1; i >= 0; i--) {
            int shifted = (block[i] & 0xFF) << 1 ^ carry;
            twice[i] = (byte) shifted;
            carry = shifted >>> Byte.SIZE;
        }
        return twice;
    }

    private static byte[] xor(byte[] one, byte[] other) {
        byte[] both = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            both[i] = (byte) (one[i] ^ other[i]);
        }
        return both;
    }
}
