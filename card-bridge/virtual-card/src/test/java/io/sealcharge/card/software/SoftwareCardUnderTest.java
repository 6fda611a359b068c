package io.sealcharge.card.software;

import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.TransportKey;
import io.sealcharge.card.testkit.CardUnderTest;
import io.sealcharge.card.testkit.PowerCutException;
import java.security.SecureRandom;

/** The software card as the contract test drives it. A cut of power makes a new object over the same storage. */
final class SoftwareCardUnderTest implements CardUnderTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SerialNumber serial;
    private final TransportKey transport;
    private final CardStorage storage;
    private final CuttablePower power = new CuttablePower();
    private SoftwareCard card;

    SoftwareCardUnderTest(SerialNumber serial, TransportKey transport, CardStorage storage) {
        this.serial = serial;
        this.transport = transport;
        this.storage = storage;
        this.card = insert();
    }

    private SoftwareCard insert() {
        return SoftwareCard.insert(serial, transport, storage, RANDOM, power);
    }

    @Override
    public byte[] transmit(byte[] apdu) {
        power.begin();
        try {
            return card.transmit(apdu);
        } catch (PowerCutException cut) {
            card = insert();
            throw cut;
        } finally {
            power.cutAt(-1);
        }
    }

    @Override
    public void powerCycle() {
        card.powerCycle();
    }

    @Override
    public void cutPowerAt(int tearPoint) {
        power.cutAt(tearPoint);
    }

    @Override
    public int tearPointsOfLastCommand() {
        return power.passed();
    }

    @Override
    public void presetCounter(int counter) {
        card.presetCounter(Integer.toUnsignedLong(counter));
    }

    @Override
    public void close() {
        card.close();
    }
}
