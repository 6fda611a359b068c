package io.sealcharge.card.simulator;

/**
 * Where an applet's writes and allocations pass through. Called by rewritten byte code only, hence public. Each write to persistent memory has a
 * tear point before and after it.
 */
public final class CardHooks {
    private static final int FIELD_BYTES = 2;
    private static final int KEY_BYTES = 65;

    private CardHooks() {}

    /** Before a field of an applet's object is set. */
    public static void beforeFieldWrite() {
        CardRuntime.current().beforeWrite(FIELD_BYTES);
    }

    /** After a field of an applet's object was set. */
    public static void afterFieldWrite() {
        CardRuntime.current().tearPoint();
    }

    /** Before a key, or a parameter of it, is set or cleared. */
    public static void beforeKeyWrite() {
        CardRuntime.current().beforeWrite(KEY_BYTES);
    }

    /** After a key, or a parameter of it, was set or cleared. */
    public static void afterKeyWrite() {
        CardRuntime.current().tearPoint();
    }

    /** In place of an element's store in an array of bytes or booleans. */
    public static void storeByte(Object array, int index, int value) {
        CardRuntime runtime = CardRuntime.current();
        boolean persistent = runtime.isPersistent(array);
        if (persistent) {
            runtime.beforeWrite(1);
        }
        if (array instanceof boolean[] booleans) {
            booleans[index] = value != 0;
        } else {
            ((byte[]) array)[index] = (byte) value;
        }
        if (persistent) {
            runtime.tearPoint();
        }
    }

    /** In place of an element's store in an array of shorts. */
    public static void storeShort(Object array, int index, int value) {
        CardRuntime runtime = CardRuntime.current();
        boolean persistent = runtime.isPersistent(array);
        if (persistent) {
            runtime.beforeWrite(2);
        }
        ((short[]) array)[index] = (short) value;
        if (persistent) {
            runtime.tearPoint();
        }
    }

    /** Before an object or array is made, or a reference is put into an array. */
    public static void allocation() {
        CardRuntime.current().allocation("an object");
    }
}
