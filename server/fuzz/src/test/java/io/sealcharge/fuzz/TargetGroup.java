package io.sealcharge.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Parsers that share a fuzzing JVM, whose start costs as much as the fuzzing: the first byte of an input is the letter
 * of the parser that the rest is for. Letters stay what they are, so that inputs found once keep their meaning.
 */
final class TargetGroup {
    /** What each parser gets, in seconds. */
    static final int SECONDS_EACH = 5;

    private static final long MOST_CPU_NS = 3_000_000_000L;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final List<Named> targets = new ArrayList<>();

    private record Named(char letter, String name, FuzzTarget target) {}

    /** @param name as the files of its seeds begin */
    TargetGroup with(char letter, String name, FuzzTarget target) {
        if (targets.stream().anyMatch(known -> known.letter() == letter)) {
            throw new IllegalArgumentException("the letter " + letter + " is taken");
        }
        targets.add(new Named(letter, name, target));
        return this;
    }

    int size() {
        return targets.size();
    }

    List<String> names() {
        return targets.stream().map(Named::name).toList();
    }

    /** The name of the parser that an input is for; empty if its first byte is no letter of one. */
    String nameFor(byte[] input) {
        return targets.stream()
                .filter(known -> input.length > 0 && known.letter() == input[0])
                .map(Named::name)
                .findFirst()
                .orElse("");
    }

    void read(byte[] input) throws Exception {
        if (input.length == 0) {
            return;
        }
        Named named = targets.stream()
                .filter(known -> known.letter() == input[0])
                .findFirst()
                .orElseGet(() -> targets.get((input[0] & 0xff) % targets.size()));
        long from = THREADS.getCurrentThreadCpuTime();
        try {
            named.target().read(Arrays.copyOfRange(input, 1, input.length));
        } catch (Throwable found) {
            // the file that Jazzer writes is lost with the machine that found it
            throw new AssertionError(
                    named.name() + ": " + found + ", input: "
                            + Base64.getEncoder().encodeToString(input),
                    found);
        }
        long took = THREADS.getCurrentThreadCpuTime() - from;
        if (took > MOST_CPU_NS) {
            throw new AssertionError(named.name() + " took " + took / 1_000_000 + " ms for " + input.length + " bytes");
        }
    }
}
