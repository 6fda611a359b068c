package io.sealcharge.card.simulator;

import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.TransportKey;
import io.sealcharge.card.testkit.CardUnderTest;
import io.sealcharge.card.testkit.VectorContract;

class SimulatorVectorTest extends VectorContract {
    @Override
    protected CardUnderTest blankCard(SerialNumber serial, TransportKey transport) {
        return SimulatorUnderTest.blank(serial, transport);
    }
}
