package io.sealcharge.card.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a card tells about itself against bytes that nobody wrote: refused with a rule, or the one encoding of what they are read as. */
class CardDataFuzzTest {
    static final StructureGroup GROUP =
            StructureGroup.of(VectorKind.BALANCE, VectorKind.CARD_INFO, VectorKind.CARD_LIMITS, VectorKind.ISSUER_KEYS);

    static Stream<Arguments> seeds() {
        return GROUP.seeds();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "20s")
    void read(byte[] input) {
        GROUP.read(input);
    }
}
