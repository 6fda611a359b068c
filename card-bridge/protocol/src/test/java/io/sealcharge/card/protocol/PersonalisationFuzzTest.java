package io.sealcharge.card.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a personalisation stores, and what a blank card answers, against bytes that nobody wrote: refused with a rule, or the one encoding of what they are read as. */
class PersonalisationFuzzTest {
    static final StructureGroup GROUP = new StructureGroup(
            Structure.of(VectorKind.CARD_PARAMETERS),
            Structure.of(VectorKind.ISSUER_KEY),
            SessionAnswers.BEGIN,
            SessionAnswers.CARD_KEY,
            SessionAnswers.PROOF);

    static Stream<Arguments> seeds() {
        return GROUP.seeds();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "25s")
    void read(byte[] input) {
        GROUP.read(input);
    }
}
