package io.sealcharge.card.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.TransportKey;
import io.sealcharge.card.testkit.CardUnderTest;
import io.sealcharge.card.testkit.TearContract;

class SimulatorTearTest extends TearContract {
    @Override
    protected CardUnderTest blankCard(SerialNumber serial, TransportKey transport) {
        return SimulatorUnderTest.blank(serial, transport);
    }

    @Override
    protected void report(String command, int tearPoints) {
        assertThat(tearPoints).as(command).isPositive();
        System.out.println("torn at " + tearPoints + " points: " + command);
    }
}
