package io.sealcharge.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Which of many byte patterns occur in a stream, in one pass: Wu and Manber's search (1994) with blocks of two bytes,
 * which looks at one place in as many bytes as the shortest pattern is long.
 */
final class BytePatterns {
    private static final int CHUNK = 1 << 20;

    private final List<byte[]> patterns;
    private final int shortest;
    private final int longest;
    private final int[] shift = new int[1 << 16];
    private final List<List<Integer>> endingWith = new ArrayList<>();

    /** @param patterns each two bytes or longer */
    BytePatterns(List<byte[]> patterns) {
        this.patterns = List.copyOf(patterns);
        this.shortest = patterns.stream().mapToInt(p -> p.length).min().orElseThrow();
        this.longest = patterns.stream().mapToInt(p -> p.length).max().orElseThrow();
        if (shortest < 2) {
            throw new IllegalArgumentException("a pattern must be two bytes or longer");
        }
        Arrays.fill(shift, shortest - 1);
        for (int i = 0; i < shift.length; i++) {
            endingWith.add(List.of());
        }
        for (int p = 0; p < patterns.size(); p++) {
            byte[] pattern = patterns.get(p);
            for (int end = 1; end < shortest; end++) {
                int block = block(pattern, end);
                shift[block] = Math.min(shift[block], shortest - 1 - end);
            }
            int last = block(pattern, shortest - 1);
            List<Integer> grown = new ArrayList<>(endingWith.get(last));
            grown.add(p);
            endingWith.set(last, grown);
        }
    }

    /** Reads to the end; does not close. A bit for each pattern that occurs. */
    BitSet in(InputStream stream) throws IOException {
        BitSet found = new BitSet(patterns.size());
        byte[] buffer = new byte[CHUNK + longest];
        int filled = 0;
        int read;
        while ((read = stream.readNBytes(buffer, filled, buffer.length - filled)) > 0) {
            filled += read;
            scan(buffer, filled, found);
            // The tail may begin a pattern whose rest comes with the next chunk.
            int kept = Math.min(filled, longest - 1);
            System.arraycopy(buffer, filled - kept, buffer, 0, kept);
            filled = kept;
        }
        Arrays.fill(buffer, (byte) 0);
        return found;
    }

    /** The same for what is in memory. */
    BitSet in(byte[] bytes) {
        BitSet found = new BitSet(patterns.size());
        scan(bytes, bytes.length, found);
        return found;
    }

    private void scan(byte[] buffer, int filled, BitSet found) {
        int end = shortest - 1;
        while (end < filled) {
            int block = block(buffer, end);
            int step = shift[block];
            if (step == 0) {
                compare(buffer, end - shortest + 1, filled, endingWith.get(block), found);
                step = 1;
            }
            end += step;
        }
    }

    private void compare(byte[] buffer, int from, int filled, List<Integer> candidates, BitSet found) {
        for (int candidate : candidates) {
            byte[] pattern = patterns.get(candidate);
            if (from + pattern.length <= filled
                    && Arrays.equals(buffer, from, from + pattern.length, pattern, 0, pattern.length)) {
                found.set(candidate);
            }
        }
    }

    private static int block(byte[] bytes, int end) {
        return ((bytes[end - 1] & 0xff) << 8) | (bytes[end] & 0xff);
    }
}
