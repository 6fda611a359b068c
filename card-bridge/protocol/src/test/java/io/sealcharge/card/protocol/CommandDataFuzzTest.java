package io.sealcharge.card.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a card is sent against bytes that nobody wrote: refused with a rule, or the one encoding of what they are read as. */
class CommandDataFuzzTest {
    static final StructureGroup GROUP = StructureGroup.of(
            VectorKind.SIGNED_OPERATION,
            VectorKind.TRANSFER_REQUEST,
            VectorKind.STATUS_REQUEST,
            VectorKind.PIN_BLOCK,
            VectorKind.DERIVED_KEY);

    static Stream<Arguments> seeds() {
        return GROUP.seeds();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "25s")
    void read(byte[] input) {
        GROUP.read(input);
    }
}
