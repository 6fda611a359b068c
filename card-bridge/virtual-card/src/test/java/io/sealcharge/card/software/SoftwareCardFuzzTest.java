package io.sealcharge.card.software;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.testkit.fuzz.Conversations;
import io.sealcharge.card.testkit.fuzz.FuzzedCard;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the software card is sent, in whatever state: a word of the protocol, and no value out of nothing. */
class SoftwareCardFuzzTest {
    private static final SerialNumber SERIAL = SerialNumber.parse("00000000000000f1");
    private static final FuzzedCard CARD = new FuzzedCard(new RestorableSoftwareCard(SERIAL), SERIAL);

    static List<byte[]> seeds() {
        return Conversations.all();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "5s")
    void converse(byte[] bytes) {
        CARD.converse(bytes);
    }
}
