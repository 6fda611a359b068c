package io.sealcharge.card.software;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.TransportKey;
import io.sealcharge.card.testkit.CardUnderTest;
import io.sealcharge.card.testkit.TearContract;

/** The software card's part of the contract. */
class SoftwareCardTearTest extends TearContract {
    @Override
    protected CardUnderTest blankCard(SerialNumber serial, TransportKey transport) {
        return new SoftwareCardUnderTest(serial, transport, CardStorage.inMemory());
    }

    @Override
    protected void report(String command, int tearPoints) {
        assertThat(tearPoints).as(command).isPositive();
        System.out.println("torn at " + tearPoints + " points: " + command);
    }
}
