package io.sealcharge.card.simulator;

import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.TransportKey;
import io.sealcharge.card.testkit.CardUnderTest;
import io.sealcharge.card.testkit.PowerCutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** The applet in the simulator, as the contract tests drive it. */
final class SimulatorUnderTest implements CardUnderTest {
    private final SimulatedCard card;

    private SimulatorUnderTest(SimulatedCard card) {
        this.card = card;
    }

    static SimulatorUnderTest blank(SerialNumber serial, TransportKey transport) {
        return insert(serial, transport, CardMemory.volatileMemory(), new SecureRandom());
    }

    static SimulatorUnderTest insert(
            SerialNumber serial, TransportKey transport, CardMemory memory, SecureRandom random) {
        CardModel model = CardModel.blank(serial.bytes(), transport.bytes());
        return new SimulatorUnderTest(SimulatedCard.insert(model, memory, random));
    }

    SimulatedCard simulated() {
        return card;
    }

    @Override
    public byte[] transmit(byte[] apdu) {
        try {
            return card.transmit(apdu);
        } catch (CardGoneException gone) {
            PowerCutException cut = new PowerCutException();
            cut.initCause(gone);
            throw cut;
        }
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
        card.overwrite(
                "applet.card.purse.counter",
                ByteBuffer.allocate(Integer.BYTES).putInt(counter).array());
    }

    @Override
    public void close() {
        card.close();
    }
}
