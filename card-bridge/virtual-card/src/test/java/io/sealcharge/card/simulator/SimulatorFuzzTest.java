package io.sealcharge.card.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.software.RestorableSoftwareCard;
import io.sealcharge.card.testkit.fuzz.Conversations;
import io.sealcharge.card.testkit.fuzz.FuzzedCard;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the applet is sent, in whatever state: a word of the protocol, that which the software card answers, too. */
class SimulatorFuzzTest {
    private static final SerialNumber SERIAL = SerialNumber.parse("00000000000000f1");
    private static final FuzzedCard CARD = new FuzzedCard(new RestorableSimulator(SERIAL), SERIAL);
    private static final FuzzedCard OTHER = new FuzzedCard(new RestorableSoftwareCard(SERIAL), SERIAL);

    static List<byte[]> seeds() {
        return Conversations.all();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "5s")
    void converse(byte[] bytes) {
        assertThat(CARD.converse(bytes)).isEqualTo(OTHER.converse(bytes));
    }
}
