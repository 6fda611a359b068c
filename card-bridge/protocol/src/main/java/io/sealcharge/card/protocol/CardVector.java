package io.sealcharge.card.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * One example of the protocol's bytes, out of the file that codec and cards run alike.
 *
 * @param kind what the bytes are
 * @param name what the example shows
 * @param verdict {@code valid}; {@code invalid}; or, for what a card is sent, the status word that refuses it
 * @param bytes of the example
 * @param meaning of valid bytes: the decoded value as text, or what is computed from them
 */
public record CardVector(String kind, String name, String verdict, byte[] bytes, String meaning) {
    private static final String FILE = "card-vectors.txt";
    private static final String VALID = "valid";
    private static final int COLUMNS = 5;

    public boolean isValid() {
        return verdict.equals(VALID);
    }

    /** All of the file, in its order. */
    public static List<CardVector> all() {
        try (InputStream in = CardVector.class.getResourceAsStream(FILE)) {
            String text = new String(Objects.requireNonNull(in, FILE).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(CardVector::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CardVector parse(String line) {
        String[] columns = line.split(" \\| ", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalStateException("a vector has " + COLUMNS + " columns: " + line);
        }
        return new CardVector(columns[0], columns[1], columns[2], HexFormat.of().parseHex(columns[3]), columns[4]);
    }

    /** The line of the file. */
    public String line() {
        return String.join(" | ", kind, name, verdict, HexFormat.of().formatHex(bytes), meaning);
    }

    @Override
    public String toString() {
        return kind + ": " + name;
    }
}
