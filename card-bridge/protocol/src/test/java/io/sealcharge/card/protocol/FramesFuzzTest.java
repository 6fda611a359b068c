package io.sealcharge.card.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** TLV, APDUs and the messages of the bridge link against bytes that nobody wrote: refused with a rule, or the one encoding of what they are read as. */
class FramesFuzzTest {
    static final StructureGroup GROUP =
            StructureGroup.of(VectorKind.TLV, VectorKind.COMMAND_APDU, VectorKind.RESPONSE_APDU, VectorKind.LINK);

    static Stream<Arguments> seeds() {
        return GROUP.seeds();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "20s")
    void read(byte[] input) {
        GROUP.read(input);
    }
}
