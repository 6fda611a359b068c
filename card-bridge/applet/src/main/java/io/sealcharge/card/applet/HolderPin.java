package io.sealcharge.card.applet;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * The holder's PIN and its tries. A try falls before the comparison, in a write of its own that no transaction can take back: whoever takes the
 * power away when the comparison fails has lost the try. The platform's own class for PINs does not promise that order.
 */
final class HolderPin {
    static final short BLOCK_LENGTH = 8;
    static final byte NOT_CHOSEN = (byte) 0xFF;

    private static final byte MOST_TRIES = 3;
    private static final short TRIES = 0;
    private static final byte FORMAT_MASK = (byte) 0xF0;
    private static final byte FORMAT_2 = 0x20;
    private static final byte FILLER = 0x0F;
    private static final byte NIBBLE_MASK = 0x0F;
    private static final short NIBBLE_BITS = 4;
    private static final short FEWEST_DIGITS = 4;
    private static final short MOST_DIGITS = 12;
    private static final short HIGHEST_DIGIT = 9;
    private static final short NIBBLES = 14;

    private final byte[] block = new byte[BLOCK_LENGTH];
    private final byte[] tries = new byte[1];
    private final boolean[] verified = JCSystem.makeTransientBooleanArray((short) 1, JCSystem.CLEAR_ON_DESELECT);

    HolderPin() {
        tries[TRIES] = NOT_CHOSEN;
    }

    /** @return tries left, or {@link #NOT_CHOSEN} */
    byte triesLeft() {
        return tries[TRIES];
    }

    boolean isChosen() {
        return tries[TRIES] != NOT_CHOSEN;
    }

    boolean isVerified() {
        return verified[0];
    }

    void forgetVerified() {
        verified[0] = false;
    }

    /** Says with a status word why the PIN is not verified, unless it is. */
    void requireVerified() {
        if (!verified[0]) {
            requireTries();
            throwWrong();
        }
    }

    void requireTries() {
        if (!isChosen()) {
            ISOException.throwIt(StatusWords.NO_PIN);
        }
        if (tries[TRIES] == 0) {
            ISOException.throwIt(StatusWords.PIN_BLOCKED);
        }
    }

    /** Takes a try, then compares. What follows from the right PIN the caller writes in one transaction, with {@link #restoreTries}. */
    void requireRight(byte[] from, short at) {
        requireTries();
        verified[0] = false;
        tries[TRIES]--;
        byte difference = 0;
        for (short i = 0; i < BLOCK_LENGTH; i++) {
            difference |= (byte) (from[(short) (at + i)] ^ block[i]);
        }
        if (difference != 0) {
            throwWrong();
        }
    }

    void restoreTries() {
        tries[TRIES] = MOST_TRIES;
    }

    void setVerified() {
        verified[0] = true;
    }

    /** Inside a transaction. */
    void choose(byte[] from, short at) {
        Util.arrayCopy(from, at, block, (short) 0, BLOCK_LENGTH);
        tries[TRIES] = MOST_TRIES;
    }

    /** Takes the PIN away, so that the holder chooses another. Inside a transaction. */
    void reset() {
        tries[TRIES] = NOT_CHOSEN;
        Util.arrayCopy(Unsigned.ZERO, (short) 0, block, (short) 0, BLOCK_LENGTH);
    }

    /** A PIN block of format 2: 2, the number of digits, the digits, filled with F (ISO 9564-1, 9.3.4). */
    static void requireBlock(byte[] from, short at) {
        short digits = (short) (from[at] & NIBBLE_MASK);
        boolean canonical =
                (byte) (from[at] & FORMAT_MASK) == FORMAT_2 && digits >= FEWEST_DIGITS && digits <= MOST_DIGITS;
        for (short i = 0; i < NIBBLES; i++) {
            byte pair = from[(short) (at + 1 + (short) (i >> 1))];
            short nibble = (short) ((short) (i & 1) == 0 ? (pair >> NIBBLE_BITS) & NIBBLE_MASK : pair & NIBBLE_MASK);
            canonical &= i < digits ? nibble <= HIGHEST_DIGIT : nibble == FILLER;
        }
        Tlv.require(canonical);
    }

    private void throwWrong() {
        ISOException.throwIt((short) (StatusWords.WRONG_PIN | tries[TRIES]));
    }
}
