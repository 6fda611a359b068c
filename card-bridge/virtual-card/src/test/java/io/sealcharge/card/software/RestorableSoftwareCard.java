package io.sealcharge.card.software;

import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.testkit.CardUnderTest;
import io.sealcharge.card.testkit.TestIssuer;
import io.sealcharge.card.testkit.fuzz.RestorableCard;
import java.util.Objects;

/** The software card over a storage that can be exchanged. */
public final class RestorableSoftwareCard implements RestorableCard {
    private final SerialNumber serial;
    private CardStorage storage = CardStorage.inMemory();
    private CardUnderTest card;

    public RestorableSoftwareCard(SerialNumber serial) {
        this.serial = serial;
        this.card = insert();
    }

    private CardUnderTest insert() {
        return new SoftwareCardUnderTest(serial, TestIssuer.transportKey(serial), storage);
    }

    @Override
    public byte[] memory() {
        return Objects.requireNonNull(storage.load());
    }

    @Override
    public void restore(byte[] memory) {
        storage = CardStorage.inMemory();
        storage.store(memory);
        card = insert();
    }

    @Override
    public byte[] transmit(byte[] apdu) {
        return card.transmit(apdu);
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
