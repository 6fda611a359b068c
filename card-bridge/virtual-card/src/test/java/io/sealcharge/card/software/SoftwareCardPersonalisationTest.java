package io.sealcharge.card.software;

import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.TransportKey;
import io.sealcharge.card.testkit.CardUnderTest;
import io.sealcharge.card.testkit.PersonalisationContract;

/** The software card's part of the contract. */
class SoftwareCardPersonalisationTest extends PersonalisationContract {
    @Override
    protected CardUnderTest blankCard(SerialNumber serial, TransportKey transport) {
        return new SoftwareCardUnderTest(serial, transport, CardStorage.inMemory());
    }
}
