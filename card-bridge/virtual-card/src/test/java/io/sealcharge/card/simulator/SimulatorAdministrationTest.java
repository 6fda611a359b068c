package io.sealcharge.card.simulator;

import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.TransportKey;
import io.sealcharge.card.testkit.AdministrationContract;
import io.sealcharge.card.testkit.CardUnderTest;

class SimulatorAdministrationTest extends AdministrationContract {
    @Override
    protected CardUnderTest blankCard(SerialNumber serial, TransportKey transport) {
        return SimulatorUnderTest.blank(serial, transport);
    }
}
