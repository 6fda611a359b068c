package io.sealcharge.card.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a card signs, and what it says before it is asked to, against bytes that nobody wrote: refused with a rule, or the one encoding of what they are read as. */
class SignedAnswersFuzzTest {
    static final StructureGroup GROUP = StructureGroup.of(
            VectorKind.RESULT,
            VectorKind.STATUS,
            VectorKind.CERTIFICATE,
            VectorKind.SELECT_ANSWER,
            VectorKind.INITIALIZE_ANSWER);

    static Stream<Arguments> seeds() {
        return GROUP.seeds();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "25s")
    void read(byte[] input) {
        GROUP.read(input);
    }
}
