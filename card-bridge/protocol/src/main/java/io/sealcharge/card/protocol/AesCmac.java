package io.sealcharge.card.protocol;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES in the three ways personalisation needs it. Keys are 16 bytes and stay the caller's to wipe. */
final class AesCmac {
    static final int BLOCK = 16;

    private static final int REDUCTION = 0x87;
    private static final byte PADDING = (byte) 0x80;

    private AesCmac() {}

    /** CMAC (NIST SP 800-38B) over all parts one after the other: 16 bytes. */
    static byte[] mac(byte[] key, byte[]... parts) {
        byte[] message = join(parts);
        byte[] subkey = doubled(encryptBlock(key, new byte[BLOCK]));
        int whole = message.length == 0 ? 0 : (message.length - 1) / BLOCK * BLOCK;
        byte[] last = Arrays.copyOfRange(message, whole, whole + BLOCK);
        if (message.length - whole < BLOCK) {
            last[message.length - whole] = PADDING;
            subkey = doubled(subkey);
        }
        byte[] input = Arrays.copyOf(message, whole + BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            input[whole + i] = (byte) (last[i] ^ subkey[i]);
        }
        byte[] chained = cbc(Cipher.ENCRYPT_MODE, key, new byte[BLOCK], input);
        return Arrays.copyOfRange(chained, whole, whole + BLOCK);
    }

    /** CBC with padding 80 00… to whole blocks (ISO/IEC 9797-1, method 2). */
    static byte[] encrypt(byte[] key, byte[] iv, byte[] plaintext) {
        byte[] padded = Arrays.copyOf(plaintext, (plaintext.length / BLOCK + 1) * BLOCK);
        padded[plaintext.length] = PADDING;
        byte[] ciphertext = cbc(Cipher.ENCRYPT_MODE, key, iv, padded);
        Arrays.fill(padded, (byte) 0);
        return ciphertext;
    }

    /** @throws MalformedCardDataException if these are not whole blocks or the padding is not there */
    static byte[] decrypt(byte[] key, byte[] iv, byte[] ciphertext) {
        if (ciphertext.length == 0 || ciphertext.length % BLOCK != 0) {
            throw new MalformedCardDataException("a cryptogram is whole blocks");
        }
        byte[] padded = cbc(Cipher.DECRYPT_MODE, key, iv, ciphertext);
        int end = padded.length - 1;
        while (end > padded.length - BLOCK && padded[end] == 0) {
            end--;
        }
        boolean wellPadded = padded[end] == PADDING;
        byte[] plaintext = Arrays.copyOf(padded, end);
        Arrays.fill(padded, (byte) 0);
        if (!wellPadded) {
            Arrays.fill(plaintext, (byte) 0);
            throw new MalformedCardDataException("padding must be 80 00…");
        }
        return plaintext;
    }

    static byte[] encryptBlock(byte[] key, byte[] block) {
        return cbc(Cipher.ENCRYPT_MODE, key, new byte[BLOCK], block);
    }

    /** Multiplied by x in GF(2^128), for the subkeys. */
    private static byte[] doubled(byte[] block) {
        byte[] result = new byte[BLOCK];
        int carry = 0;
        for (int i = BLOCK - 1; i >= 0; i--) {
            int shifted = (block[i] & 0xFF) << 1 | carry;
            result[i] = (byte) shifted;
            carry = shifted >> 8;
        }
        if (carry != 0) {
            result[BLOCK - 1] ^= (byte) REDUCTION;
        }
        return result;
    }

    private static byte[] cbc(int mode, byte[] key, byte[] iv, byte[] blocks) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(blocks);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
