package io.sealcharge.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds secrets in bytes, in every {@link Encoding}. Tells which by name, never by value. */
public final class PinSearch {
    private final BytePatterns patterns;
    private final List<List<Match>> meanings;

    /**
     * A secret that occurs.
     *
     * @param secret its name
     */
    public record Match(String secret, Encoding encoding) implements Comparable<Match> {
        @Override
        public int compareTo(Match other) {
            int byName = secret.compareTo(other.secret);
            return byName != 0 ? byName : encoding.compareTo(other.encoding);
        }

        @Override
        public String toString() {
            return secret + " (" + encoding.label() + ")";
        }
    }

    /** @param secrets ASCII of six bytes or more, by a name that may be shown */
    PinSearch(Map<String, byte[]> secrets) {
        // Forms that coincide (hex of digits knows no case) are searched for once and mean each of them.
        Map<ByteBuffer, List<Match>> distinct = new LinkedHashMap<>();
        secrets.forEach((name, secret) -> {
            if (secret.length < 6) {
                throw new IllegalArgumentException(name + " is too short to be told from chance");
            }
            for (Encoding encoding : Encoding.values()) {
                distinct.computeIfAbsent(ByteBuffer.wrap(encoding.pattern(secret)), pattern -> new ArrayList<>())
                        .add(new Match(name, encoding));
            }
        });
        this.patterns = new BytePatterns(
                distinct.keySet().stream().map(ByteBuffer::array).toList());
        this.meanings = List.copyOf(distinct.values());
    }

    /** Reads to the end; does not close. */
    Set<Match> in(InputStream stream) throws IOException {
        return matches(patterns.in(stream));
    }

    public Set<Match> in(byte[] bytes) {
        return matches(patterns.in(bytes));
    }

    private Set<Match> matches(BitSet found) {
        Set<Match> matches = new TreeSet<>();
        found.stream().forEach(index -> matches.addAll(meanings.get(index)));
        return matches;
    }
}
