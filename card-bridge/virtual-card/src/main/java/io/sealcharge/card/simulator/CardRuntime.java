package io.sealcharge.card.simulator;

import com.licel.jcardsim.base.ApduCase;
import com.licel.jcardsim.base.SimulatorRuntime;
import com.licel.jcardsim.base.SimulatorSystem;
import com.licel.jcardsim.utils.AIDUtil;
import java.security.SecureRandom;
import java.util.Arrays;
import javacard.framework.AID;
import javacard.framework.Applet;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.TransactionException;
import org.jspecify.annotations.Nullable;

/**
 * The runtime environment of one card while it has power (Java Card 3.0.5 JCRE specification): selection, dispatch, transactions that roll back
 * when they are aborted, left open, ended by an exception or torn, and the count of tear points.
 */
final class CardRuntime extends SimulatorRuntime {
    /** What a small card can hold back for one transaction. */
    static final short COMMIT_CAPACITY_BYTES = 512;

    /** Header, length and 255 bytes of data. */
    private static final int BUFFER_BYTES = 260;

    private static final byte BY_NAME = 4;

    private final CardTransientMemory transientArrays;
    private final SecureRandom random;
    private final PowerSupply power;
    private @Nullable PersistentState state;
    private byte @Nullable [] beforeTransaction;
    private int transactionBytes;
    private int largestTransactionBytes;
    private @Nullable RuntimeException fault;

    private CardRuntime(CardTransientMemory transientArrays, SecureRandom random, PowerSupply power) {
        super(transientArrays);
        this.transientArrays = transientArrays;
        this.random = random;
        this.power = power;
    }

    /** Installs an applet anew. Whatever the card kept before is then written over its memory. */
    static CardRuntime install(CardModel model, SecureRandom random, PowerSupply power) {
        CardRuntime runtime = new CardRuntime(new CardTransientMemory(), random, power);
        byte[] parameters = model.installParameters();
        AID appletAid = AIDUtil.create(model.aid());
        runtime.loadApplet(appletAid, AppletClassLoader.cardClass(model.appletClass()));
        runtime.activateSimulatorRuntimeInstance();
        runtime.installApplet(appletAid, parameters, (short) 0, (byte) parameters.length);
        runtime.state = new PersistentState(runtime.getApplet(appletAid), runtime.transientArrays);
        runtime.transientArrays.seal();
        return runtime;
    }

    static CardRuntime current() {
        return (CardRuntime) SimulatorSystem.instance();
    }

    PersistentState state() {
        if (state == null) {
            throw new IllegalStateException("the applet is being installed");
        }
        return state;
    }

    SecureRandom random() {
        return random;
    }

    int largestTransactionBytes() {
        return largestTransactionBytes;
    }

    /** @return the exception, other than the ISO ones, that ended the last command with 6F00 */
    @Nullable
    RuntimeException fault() {
        return fault;
    }

    /**
     * Runs one command.
     *
     * @param command well formed, short
     * @throws PowerCut at the tear point that was set; open transactions are rolled back then, as the card does when it has power again
     */
    @Override
    public byte[] transmitCommand(byte[] command) {
        activateSimulatorRuntimeInstance();
        power.commandBegins();
        fault = null;
        responseBufferSize = 0;
        try {
            short statusWord = dispatch(command);
            rollBackOpenTransaction();
            return answer(statusWord);
        } catch (PowerCut cut) {
            rollBackOpenTransaction();
            throw cut;
        } finally {
            power.commandEnds();
        }
    }

    private short dispatch(byte[] command) {
        selecting = false;
        if (isSelectByName(command)) {
            AID selected = named(command);
            if (selected != null) {
                deselect(lookupApplet(getAID()));
                currentAID = selected;
                selecting = true;
            } else if (getAID() == null) {
                return ISO7816.SW_FILE_NOT_FOUND;
            }
        }
        Applet applet = getApplet(getAID());
        if (applet == null) {
            return ISO7816.SW_APPLET_SELECT_FAILED;
        }
        try {
            if (selecting && !applet.select()) {
                currentAID = null;
                return ISO7816.SW_APPLET_SELECT_FAILED;
            }
            byte[] received = received(command);
            resetAPDU(getCurrentAPDU(), ApduCase.getCase(received), received);
            applet.process(getCurrentAPDU());
            return ISO7816.SW_NO_ERROR;
        } catch (ISOException e) {
            return e.getReason();
        } catch (RuntimeException e) {
            fault = e;
            return ISO7816.SW_UNKNOWN;
        } finally {
            selecting = false;
            resetAPDU(getCurrentAPDU(), null, null);
        }
    }

    /**
     * What a card's transport hands on: the simulator's buffer has no room for the length of the answer behind the longest
     * data.
     */
    private static byte[] received(byte[] command) {
        return command.length > BUFFER_BYTES ? Arrays.copyOf(command, BUFFER_BYTES) : command;
    }

    private static boolean isSelectByName(byte[] command) {
        return command[ISO7816.OFFSET_CLA] == ISO7816.CLA_ISO7816
                && command[ISO7816.OFFSET_INS] == ISO7816.INS_SELECT
                && command[ISO7816.OFFSET_P1] == BY_NAME
                && command[ISO7816.OFFSET_P2] == 0;
    }

    private @Nullable AID named(byte[] command) {
        if (command.length <= ISO7816.OFFSET_CDATA) {
            return null;
        }
        short length = (short) (command[ISO7816.OFFSET_LC] & 0xFF);
        return applets.keySet().stream()
                .filter(aid -> length <= 16 && aid.equals(command, ISO7816.OFFSET_CDATA, (byte) length))
                .findFirst()
                .orElse(null);
    }

    private byte[] answer(short statusWord) {
        boolean withData = statusWord == ISO7816.SW_NO_ERROR;
        byte[] answer = Arrays.copyOf(responseBuffer, (withData ? responseBufferSize : 0) + 2);
        answer[answer.length - 2] = (byte) (statusWord >> 8);
        answer[answer.length - 1] = (byte) statusWord;
        return answer;
    }

    @Override
    public void beginTransaction() {
        super.beginTransaction();
        beforeTransaction = state == null ? null : state.read();
        transactionBytes = 0;
    }

    @Override
    public void abortTransaction() {
        super.abortTransaction();
        if (state != null && beforeTransaction != null) {
            state.write(beforeTransaction);
        }
        beforeTransaction = null;
    }

    @Override
    public void commitTransaction() {
        if (transactionDepth != 0) {
            tearPoint();
        }
        super.commitTransaction();
        beforeTransaction = null;
        largestTransactionBytes = Math.max(largestTransactionBytes, transactionBytes);
        tearPoint();
    }

    private void rollBackOpenTransaction() {
        if (transactionDepth != 0) {
            abortTransaction();
        }
    }

    @Override
    public short getMaxCommitCapacity() {
        return COMMIT_CAPACITY_BYTES;
    }

    @Override
    public short getUnusedCommitCapacity() {
        return (short) (COMMIT_CAPACITY_BYTES - (transactionDepth == 0 ? 0 : transactionBytes));
    }

    boolean isPersistent(Object array) {
        return state != null && state.isPersistent(array);
    }

    /** Before a write to persistent memory that takes part in the open transaction, if there is one. */
    void beforeWrite(int bytes) {
        tearPoint();
        if (transactionDepth != 0) {
            transactionBytes += bytes;
            if (transactionBytes > COMMIT_CAPACITY_BYTES) {
                throw new TransactionException(TransactionException.BUFFER_FULL);
            }
        }
    }

    /** Before a write to persistent memory that a transaction would not roll back. */
    void beforeUnconditionalWrite() {
        if (transactionDepth != 0) {
            throw new IllegalStateException("a write that does not roll back, inside a transaction");
        }
        tearPoint();
    }

    /** Where the power may fail, once the applet is installed. */
    void tearPoint() {
        if (state != null) {
            power.tearPoint();
        }
    }

    void allocation(String what) {
        if (state != null) {
            throw new AllocationException(what);
        }
    }
}
