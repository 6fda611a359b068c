package io.sealcharge.card.simulator;

import javacard.framework.Util;

/**
 * The writing methods of {@link Util}, with tear points. {@code arrayCopy} is whole or absent; the others, as the Java Card API says, may be found
 * half done, and their writes into persistent memory would not be rolled back, which is why they are refused there inside a transaction.
 */
public final class CardUtil {
    private CardUtil() {}

    /** As {@link Util#arrayCopy}. */
    public static short arrayCopy(byte[] from, short fromOffset, byte[] to, short toOffset, short length) {
        CardRuntime runtime = CardRuntime.current();
        boolean persistent = runtime.isPersistent(to);
        if (persistent) {
            runtime.beforeWrite(length);
        }
        short end = Util.arrayCopy(from, fromOffset, to, toOffset, length);
        if (persistent) {
            runtime.tearPoint();
        }
        return end;
    }

    /** As {@link Util#arrayCopyNonAtomic}. */
    public static short arrayCopyNonAtomic(byte[] from, short fromOffset, byte[] to, short toOffset, short length) {
        CardRuntime runtime = CardRuntime.current();
        if (!runtime.isPersistent(to)) {
            return Util.arrayCopyNonAtomic(from, fromOffset, to, toOffset, length);
        }
        runtime.beforeUnconditionalWrite();
        short half = (short) (length / 2);
        Util.arrayCopyNonAtomic(from, fromOffset, to, toOffset, half);
        runtime.tearPoint();
        short end = Util.arrayCopyNonAtomic(
                from, (short) (fromOffset + half), to, (short) (toOffset + half), (short) (length - half));
        runtime.tearPoint();
        return end;
    }

    /** As {@link Util#arrayFillNonAtomic}. */
    public static short arrayFillNonAtomic(byte[] array, short offset, short length, byte value) {
        CardRuntime runtime = CardRuntime.current();
        if (!runtime.isPersistent(array)) {
            return Util.arrayFillNonAtomic(array, offset, length, value);
        }
        runtime.beforeUnconditionalWrite();
        short half = (short) (length / 2);
        Util.arrayFillNonAtomic(array, offset, half, value);
        runtime.tearPoint();
        short end = Util.arrayFillNonAtomic(array, (short) (offset + half), (short) (length - half), value);
        runtime.tearPoint();
        return end;
    }

    /** As {@link Util#setShort}: two bytes, one after the other. */
    public static short setShort(byte[] array, short offset, short value) {
        CardHooks.storeByte(array, offset, value >> 8);
        CardHooks.storeByte(array, offset + 1, value);
        return (short) (offset + 2);
    }
}
