package io.sealcharge.card.software;

import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.TransportKey;
import io.sealcharge.card.testkit.CardUnderTest;
import io.sealcharge.card.testkit.VectorContract;

/** The software card's part of the contract. */
class SoftwareCardVectorTest extends VectorContract {
    @Override
    protected CardUnderTest blankCard(SerialNumber serial, TransportKey transport) {
        return new SoftwareCardUnderTest(serial, transport, CardStorage.inMemory());
    }
}
