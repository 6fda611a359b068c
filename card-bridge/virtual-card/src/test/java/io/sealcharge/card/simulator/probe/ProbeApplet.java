package io.sealcharge.card.simulator.probe;

import javacard.framework.APDU;
import javacard.framework.Applet;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.ECPublicKey;
import javacard.security.KeyBuilder;
import javacard.security.KeyPair;
import javacard.security.RandomData;

/** An applet that does to its memory what its instruction byte says, and answers what it finds there. */
public final class ProbeApplet extends Applet {
    public static final byte READ = 0x01;
    public static final byte COMMIT = 0x02;
    public static final byte ABORT = 0x03;
    public static final byte REFUSE_INSIDE = 0x04;
    public static final byte FAIL_INSIDE = 0x05;
    public static final byte LEAVE_OPEN = 0x06;
    public static final byte BEGIN_TWICE = 0x07;
    public static final byte COMMIT_WITHOUT = 0x08;
    public static final byte FILL_INSIDE = 0x09;
    public static final byte OVERFLOW = 0x0A;
    public static final byte ALLOCATE = 0x0B;
    public static final byte ALLOCATE_TRANSIENT = 0x0C;
    public static final byte FILL_WHOLE = 0x0D;
    public static final byte COPY_WHOLE = 0x0E;
    public static final byte SET_TRANSIENT = 0x0F;
    public static final byte NEW_KEY = 0x10;
    public static final byte DRAW = 0x11;

    private static final short LENGTH = 4;
    private static final short LARGE = 1200;

    private final byte[] array = new byte[LENGTH];
    private final byte[] large = new byte[LARGE];
    private final byte[] untilReset = JCSystem.makeTransientByteArray((short) 1, JCSystem.CLEAR_ON_RESET);
    private final byte[] untilDeselect = JCSystem.makeTransientByteArray((short) 1, JCSystem.CLEAR_ON_DESELECT);
    private final byte[] out = JCSystem.makeTransientByteArray((short) 65, JCSystem.CLEAR_ON_RESET);
    private final KeyPair pair = new KeyPair(KeyPair.ALG_EC_FP, KeyBuilder.LENGTH_EC_FP_256);
    private final RandomData random = RandomData.getInstance(RandomData.ALG_TRNG);
    private byte field;
    private boolean flag;
    private short number;

    public static void install(byte[] parameters, short offset, byte length) {
        new ProbeApplet().register(parameters, (short) (offset + 1), parameters[offset]);
    }

    @Override
    public void process(APDU apdu) {
        if (selectingApplet()) {
            return;
        }
        byte[] buffer = apdu.getBuffer();
        byte value = buffer[ISO7816.OFFSET_P1];
        short length = perform(buffer[ISO7816.OFFSET_INS], value);
        apdu.setOutgoing();
        apdu.setOutgoingLength(length);
        apdu.sendBytesLong(out, (short) 0, length);
    }

    private short perform(byte instruction, byte value) {
        switch (instruction) {
            case READ -> {
                return read();
            }
            case ALLOCATE -> {
                return (short) new byte[value].length;
            }
            case ALLOCATE_TRANSIENT -> {
                return (short) JCSystem.makeTransientByteArray((short) 1, JCSystem.CLEAR_ON_RESET).length;
            }
            case FILL_WHOLE -> Util.arrayFillNonAtomic(array, (short) 0, LENGTH, value);
            case COPY_WHOLE -> {
                Util.arrayFillNonAtomic(out, (short) 0, LENGTH, value);
                Util.arrayCopy(out, (short) 0, array, (short) 0, LENGTH);
            }
            case SET_TRANSIENT -> {
                untilReset[0] = value;
                untilDeselect[0] = value;
            }
            case NEW_KEY -> {
                pair.genKeyPair();
                return ((ECPublicKey) pair.getPublic()).getW(out, (short) 0);
            }
            case DRAW -> {
                random.nextBytes(out, (short) 0, (short) 16);
                return 16;
            }
            default -> transact(instruction, value);
        }
        return 0;
    }

    private void transact(byte instruction, byte value) {
        if (instruction == COMMIT_WITHOUT) {
            JCSystem.commitTransaction();
        }
        JCSystem.beginTransaction();
        field = value;
        flag = value != 0;
        number = value;
        array[0] = value;
        array[(short) (LENGTH - 1)] = value;
        switch (instruction) {
            case COMMIT -> JCSystem.commitTransaction();
            case ABORT -> JCSystem.abortTransaction();
            case REFUSE_INSIDE -> ISOException.throwIt(ISO7816.SW_WRONG_DATA);
            case FAIL_INSIDE -> array[LENGTH] = value;
            case BEGIN_TWICE -> JCSystem.beginTransaction();
            case FILL_INSIDE -> Util.arrayFillNonAtomic(array, (short) 0, LENGTH, value);
            case OVERFLOW -> Util.arrayCopy(large, (short) 0, large, (short) 0, LARGE);
            default -> {}
        }
    }

    /** Field, flag, number, the array, the transient bytes. */
    private short read() {
        out[0] = field;
        out[1] = (byte) (flag ? 1 : 0);
        short next = Util.setShort(out, (short) 2, number);
        next = Util.arrayCopyNonAtomic(array, (short) 0, out, next, LENGTH);
        out[next] = untilReset[0];
        out[(short) (next + 1)] = untilDeselect[0];
        return (short) (next + 2);
    }
}
