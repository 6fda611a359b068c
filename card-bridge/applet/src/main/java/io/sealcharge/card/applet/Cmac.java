package io.sealcharge.card.applet;

import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.AESKey;
import javacardx.crypto.Cipher;

/** AES-CMAC (NIST SP 800-38B) out of AES-CBC, since Java Card 3.0.4 has none. One message at a time, of at most 256 bytes, gathered in working memory. */
final class Cmac {
    static final short LENGTH = 16;

    private static final short LONGEST = 272;
    private static final short BLOCK_MASK = 0x0F;
    private static final byte PADDING = (byte) 0x80;
    private static final short R128 = 0x0087;
    private static final short BYTE_MASK = 0x00FF;
    private static final short HIGH_BIT = 7;

    private final Cipher cbc;
    private final byte[] message = JCSystem.makeTransientByteArray(LONGEST, JCSystem.CLEAR_ON_DESELECT);
    private final byte[] subkey = JCSystem.makeTransientByteArray(LENGTH, JCSystem.CLEAR_ON_DESELECT);
    private final short[] used = JCSystem.makeTransientShortArray((short) 1, JCSystem.CLEAR_ON_DESELECT);

    /** @param cbc AES-CBC without padding */
    Cmac(Cipher cbc) {
        this.cbc = cbc;
    }

    void begin() {
        used[0] = 0;
    }

    void add(byte[] from, short at, short length) {
        used[0] = Util.arrayCopyNonAtomic(from, at, message, used[0], length);
    }

    void addByte(byte value) {
        message[used[0]] = value;
        used[0]++;
    }

    /** Ends the message, which is not empty, and writes its MAC of 16 bytes. */
    void end(AESKey key, byte[] to, short at) {
        cbc.init(key, Cipher.MODE_ENCRYPT);
        Util.arrayFillNonAtomic(subkey, (short) 0, LENGTH, (byte) 0);
        cbc.doFinal(subkey, (short) 0, LENGTH, subkey, (short) 0);
        doubleSubkey();
        short length = used[0];
        if ((short) (length & BLOCK_MASK) != 0) {
            doubleSubkey();
            message[length] = PADDING;
            length++;
            while ((short) (length & BLOCK_MASK) != 0) {
                message[length] = 0;
                length++;
            }
        }
        short last = (short) (length - LENGTH);
        for (short i = 0; i < LENGTH; i++) {
            message[(short) (last + i)] ^= subkey[i];
        }
        cbc.init(key, Cipher.MODE_ENCRYPT);
        cbc.doFinal(message, (short) 0, length, message, (short) 0);
        Util.arrayCopyNonAtomic(message, last, to, at, LENGTH);
    }

    /** Doubles the subkey in the field of 2^128 elements. */
    private void doubleSubkey() {
        short carry = 0;
        for (short i = (short) (LENGTH - 1); i >= 0; i--) {
            short doubled = (short) (((subkey[i] & BYTE_MASK) << 1) | carry);
            carry = (short) ((subkey[i] >> HIGH_BIT) & 1);
            subkey[i] = (byte) doubled;
        }
        if (carry != 0) {
            subkey[(short) (LENGTH - 1)] ^= (byte) R128;
        }
    }
}
