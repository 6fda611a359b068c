package io.sealcharge.card.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Structures that share a fuzzing JVM: the first byte of an input says which of them the rest is read as. */
final class StructureGroup {
    /** What each structure gets, in seconds. */
    static final int SECONDS_EACH = 5;

    private final List<Structure> structures;

    StructureGroup(Structure... structures) {
        this.structures = List.of(structures);
    }

    static StructureGroup of(VectorKind... kinds) {
        return new StructureGroup(Arrays.stream(kinds).map(Structure::of).toArray(Structure[]::new));
    }

    List<Structure> structures() {
        return structures;
    }

    /** Encodings of each structure, with its number before them. */
    Stream<Arguments> seeds() {
        return IntStream.range(0, structures.size())
                .boxed()
                .flatMap(number -> structures.get(number).seeds().stream()
                        .map(seed -> Arguments.of((Object) numbered(number, seed))));
    }

    private static byte[] numbered(int number, byte[] seed) {
        byte[] input = new byte[1 + seed.length];
        input[0] = (byte) number;
        System.arraycopy(seed, 0, input, 1, seed.length);
        return input;
    }

    void read(byte[] input) {
        if (input.length > 0) {
            structures.get((input[0] & 0xFF) % structures.size()).read(Arrays.copyOfRange(input, 1, input.length));
        }
    }
}
