package io.sealcharge.card.simulator;

import java.security.SecureRandom;
import java.util.Arrays;
import javacard.framework.ISO7816;
import org.jspecify.annotations.Nullable;

/**
 * A card with one applet, in a reader that can take its power away. Persistent memory is stored before an answer leaves, so that nothing that was
 * answered is lost with the process. Safe for several threads, one command at a time.
 */
public final class SimulatedCard implements AutoCloseable {
    private static final int HEADER_BYTES = 4;
    private static final int LONGEST_COMMAND = 5 + 255 + 1;

    private final CardModel model;
    private final CardMemory memory;
    private final SecureRandom random;
    private final PowerSupply power = new PowerSupply();
    private byte @Nullable [] stored;
    private @Nullable CardRuntime runtime;
    private int largestTransactionBytes;
    private boolean closed;

    private SimulatedCard(CardModel model, CardMemory memory, SecureRandom random) {
        this.model = model;
        this.memory = memory;
        this.random = random;
    }

    /**
     * Puts a card into the reader, with power. A memory that is empty becomes a card as the factory delivers it. The card closes the memory when
     * it is closed.
     *
     * @throws IllegalStateException if the memory, which is closed then, holds something else than such a card
     */
    public static SimulatedCard insert(CardModel model, CardMemory memory, SecureRandom random) {
        SimulatedCard card = new SimulatedCard(model, memory, random);
        try {
            card.powerUp();
            return card;
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    /**
     * Sends a command and returns the answer, data and status word. What is no short command APDU (ISO 7816-3, 12.1.3) is answered with 6700
     * without reaching the applet.
     *
     * @throws CardGoneException if the card has no power, or loses it before the answer left
     * @throws RuntimeException if the memory cannot be stored; the answer does not leave and the card has no power then
     */
    public synchronized byte[] transmit(byte[] command) {
        CardRuntime powered = powered();
        if (!isShortCommand(command)) {
            return new byte[] {ISO7816.SW_WRONG_LENGTH >> 8, 0};
        }
        byte[] answer;
        try {
            answer = powered.transmitCommand(command);
        } catch (PowerCut cut) {
            note(powered);
            keep(powered);
            runtime = null;
            throw new CardGoneException("the power was cut during the command");
        }
        note(powered);
        keep(powered);
        return answer;
    }

    /** Takes the power away and gives it back: transient memory is empty then, persistent memory as it was. */
    public synchronized void powerCycle() {
        powerDown();
        powerUp();
    }

    /** Takes the power away between two commands. */
    public synchronized void powerDown() {
        runtime = null;
    }

    /** Gives power to a card that has none. Not after {@link #close}: the memory may be another card's by then. */
    public synchronized void powerUp() {
        if (closed) {
            throw new IllegalStateException("the card was taken out");
        }
        CardRuntime fresh = CardRuntime.install(model, random, power);
        byte[] image = memory.load();
        if (image != null) {
            fresh.state().write(CardImage.decode(fresh.state().layoutDigest(), image));
        }
        stored = image;
        runtime = fresh;
        keep(fresh);
    }

    /**
     * Cuts the power at a tear point of the next command.
     *
     * @param tearPoint the first is 0; a number that the command does not reach cuts nothing
     */
    public synchronized void cutPowerAt(int tearPoint) {
        power.cutAt(tearPoint);
    }

    /** @return how many tear points the last command passed: before and after each write to persistent memory, and around each commit */
    public synchronized int tearPointsOfLastCommand() {
        return power.tearPoints();
    }

    /** @return the most bytes that one transaction changed since the card was inserted */
    public synchronized int largestTransactionBytes() {
        return largestTransactionBytes;
    }

    /** @return what ended the last command with 6F00; null if nothing did */
    public synchronized @Nullable RuntimeException faultOfLastCommand() {
        return powered().fault();
    }

    /** Puts bytes into the array of that path past the applet, for tests that cannot wait for a counter to reach its end. */
    synchronized void overwrite(String path, byte[] bytes) {
        powered().state().overwrite(path, bytes);
        keep(powered());
    }

    /** @return a copy of the persistent memory, to be compared */
    public synchronized byte[] persistentMemory() {
        return powered().state().read();
    }

    /** Takes the card out of the reader. */
    @Override
    public synchronized void close() {
        closed = true;
        runtime = null;
        memory.close();
    }

    private CardRuntime powered() {
        if (runtime == null) {
            throw new CardGoneException("the card has no power");
        }
        return runtime;
    }

    private void note(CardRuntime powered) {
        largestTransactionBytes = Math.max(largestTransactionBytes, powered.largestTransactionBytes());
    }

    private void keep(CardRuntime powered) {
        byte[] image =
                CardImage.encode(powered.state().layoutDigest(), powered.state().read());
        if (Arrays.equals(image, stored)) {
            return;
        }
        try {
            memory.store(image);
            stored = image;
        } catch (RuntimeException e) {
            // The card must not go on from what is not stored.
            runtime = null;
            throw e;
        }
    }

    private static boolean isShortCommand(byte[] command) {
        if (command.length < HEADER_BYTES || command.length > LONGEST_COMMAND) {
            return false;
        }
        if (command.length <= HEADER_BYTES + 1) {
            return true;
        }
        int lc = command[ISO7816.OFFSET_LC] & 0xFF;
        int rest = command.length - ISO7816.OFFSET_CDATA - lc;
        return lc != 0 && (rest == 0 || rest == 1);
    }
}
