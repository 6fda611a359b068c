package io.sealcharge.card.simulator;

import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.testkit.TestIssuer;
import io.sealcharge.card.testkit.fuzz.RestorableCard;
import java.security.SecureRandom;

/** The applet in the simulator over a memory that can be exchanged. */
final class RestorableSimulator implements RestorableCard {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SerialNumber serial;
    private KeptMemory memory = new KeptMemory(null);
    private SimulatorUnderTest card;

    RestorableSimulator(SerialNumber serial) {
        this.serial = serial;
        this.card = insert();
    }

    private SimulatorUnderTest insert() {
        return SimulatorUnderTest.insert(serial, TestIssuer.transportKey(serial), memory, RANDOM);
    }

    @Override
    public byte[] memory() {
        return memory.image();
    }

    @Override
    public void restore(byte[] image) {
        memory = new KeptMemory(image);
        card = insert();
    }

    @Override
    public byte[] transmit(byte[] apdu) {
        byte[] answer = card.transmit(apdu);
        RuntimeException fault = card.simulated().faultOfLastCommand();
        if (fault != null) {
            throw new AssertionError("the applet failed", fault);
        }
        return answer;
    }

    @Override
    public void powerCycle() {
        card.powerCycle();
    }

    @Override
    public void cutPowerAt(int tearPoint) {
        card.cutPowerAt(tearPoint);
    }

    @Override
    public int tearPointsOfLastCommand() {
        return card.tearPointsOfLastCommand();
    }

    @Override
    public void presetCounter(int counter) {
        card.presetCounter(counter);
    }

    @Override
    public void close() {
        card.close();
    }
}
