package io.sealcharge.card.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects vectors; what is valid is read by the codec, which also says what it means. */
final class VectorFile {
    private static final String HEAD = """
            # Bytes of the card protocol (docs/card-protocol.md), valid and invalid. Made by a generator in this module's tests.
            # kind | name | verdict: valid, invalid, or the status word a card refuses them with | bytes | meaning
            # A card's verdict holds for a command's data in whatever state that lets the check be reached.
            """;
    private static final int SHORTEST_OPERATION = 120;
    private static final int LONGEST_OPERATION = 192;

    private final Map<String, CardVector> vectors = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    String text() {
        return HEAD + String.join("\n", lines) + "\n";
    }

    private void add(VectorKind kind, String name, String verdict, byte[] bytes, String meaning) {
        CardVector vector = new CardVector(kind.label(), name, verdict, bytes, meaning);
        String key = kind + " " + HexFormat.of().formatHex(bytes);
        if (vectors.putIfAbsent(key, vector) == null) {
            lines.add(vector.line());
        }
    }

    VectorFile section(String title) {
        lines.add("");
        lines.add("# " + title);
        return this;
    }

    VectorFile valid(VectorKind kind, String name, byte[] bytes) {
        add(kind, name, "valid", bytes, kind.read(bytes));
        return this;
    }

    VectorFile valid(VectorKind kind, String name, String hex) {
        return valid(kind, name, bytes(hex));
    }

    VectorFile invalid(VectorKind kind, String name, byte[] bytes) {
        add(kind, name, "invalid", bytes, "");
        return this;
    }

    VectorFile invalid(VectorKind kind, String name, String hex) {
        return invalid(kind, name, bytes(hex));
    }

    /** What a card refuses with this word. */
    VectorFile refused(VectorKind kind, String name, StatusWord word, byte[] bytes) {
        add(kind, name, "%04X".formatted(word.code()), bytes, "");
        return this;
    }

    VectorFile refused(VectorKind kind, String name, StatusWord word, String hex) {
        return refused(kind, name, word, bytes(hex));
    }

    /** Every mutation of valid bytes that only software reads. */
    VectorFile mutated(VectorKind kind, String name, byte[] valid) {
        Mutations.of(valid).forEach((fault, bytes) -> invalid(kind, name + ": " + fault, bytes));
        return this;
    }

    /** Every mutation of valid data that a card is sent, with the word for its length or for its form. */
    VectorFile mutatedData(VectorKind kind, String name, byte[] valid) {
        Mutations.of(valid).forEach((fault, bytes) -> refusedData(kind, name + ": " + fault, valid.length, bytes));
        return this;
    }

    private void refusedData(VectorKind kind, String name, int validLength, byte[] bytes) {
        boolean lengthFits = switch (kind) {
            case SIGNED_OPERATION -> bytes.length >= SHORTEST_OPERATION && bytes.length <= LONGEST_OPERATION;
            // Encrypted, it is as long as any other within the same blocks.
            case DERIVED_KEY -> bytes.length / AesCmac.BLOCK == validLength / AesCmac.BLOCK;
            default -> bytes.length == validLength;
        };
        refused(kind, name, lengthFits ? StatusWord.MALFORMED : StatusWord.WRONG_LENGTH, bytes);
    }

    /** Valid data with other bytes in one place, which is no longer valid. */
    VectorFile patched(VectorKind kind, String name, byte[] valid, String field, String value) {
        return refused(kind, name, StatusWord.MALFORMED, patch(valid, field, value));
    }

    /** As {@link #patched} for what no card is sent. */
    VectorFile patchedInvalid(VectorKind kind, String name, byte[] valid, String field, String value) {
        return invalid(kind, name, patch(valid, field, value));
    }

    private static byte[] patch(byte[] valid, String field, String value) {
        byte[] to = bytes(value);
        byte[] changed = valid.clone();
        System.arraycopy(to, 0, changed, indexOf(valid, bytes(field)), to.length);
        return changed;
    }

    /** As {@link #mutated} for a structure some of whose mutations are another value of it. */
    VectorFile mutatedWhereRefused(VectorKind kind, String name, byte[] valid) {
        Mutations.of(valid).forEach((fault, bytes) -> {
            try {
                kind.read(bytes);
            } catch (MalformedCardDataException refused) {
                invalid(kind, name + ": " + fault, bytes);
            }
        });
        return this;
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int at = 0; at <= bytes.length - part.length; at++) {
            if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        throw new IllegalArgumentException("no such field");
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
