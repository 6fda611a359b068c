package io.sealcharge.card.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every structure of the protocol against bytes that nobody wrote: they are refused with a rule, or they are the one
 * encoding of what they are read as. The first byte of an input chooses the structure.
 */
class CardBytesFuzzTest {
    private static final Set<VectorKind> COMPUTED = EnumSet.range(VectorKind.SIGNING_INPUT, VectorKind.SESSION);
    private static final List<VectorKind> STRUCTURES = List.copyOf(EnumSet.complementOf(EnumSet.copyOf(COMPUTED)));

    /** Two valid encodings of each structure, to begin from. */
    static Stream<Arguments> vectors() {
        return STRUCTURES.stream()
                .flatMap(kind -> CardVector.all().stream()
                        .filter(vector -> vector.isValid() && vector.kind().equals(kind.label()))
                        .limit(2))
                .map(vector -> Arguments.of((Object) input(vector)));
    }

    private static byte[] input(CardVector vector) {
        byte[] bytes = vector.bytes();
        byte[] input = new byte[1 + bytes.length];
        input[0] = (byte) STRUCTURES.indexOf(VectorKind.of(vector.kind()));
        System.arraycopy(bytes, 0, input, 1, bytes.length);
        return input;
    }

    @MethodSource("vectors")
    @FuzzTest(maxDuration = "20s")
    void read(byte[] input) {
        if (input.length == 0) {
            return;
        }
        VectorKind kind = STRUCTURES.get((input[0] & 0xFF) % STRUCTURES.size());
        byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
        byte[] before = bytes.clone();
        try {
            kind.read(bytes);
        } catch (MalformedCardDataException refused) {
            requireRule(refused.getMessage());
        }
        if (!Arrays.equals(bytes, before)) {
            throw new AssertionError("reading changes what is read");
        }
    }

    private static void requireRule(String message) {
        if (message == null || message.isBlank() || !message.chars().allMatch(each -> each >= ' ')) {
            throw new AssertionError("a refusal without a rule: " + message);
        }
    }
}
