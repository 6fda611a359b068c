package io.sealcharge.platform.domain;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The public name of a terminal's shared keys: {@code <terminal>.<generation>}.
 *
 * @param generation from 1
 */
public record TerminalKid(UUID terminal, int generation) {
    private static final Pattern TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\.[1-9][0-9]{0,8}");
    private static final int UUID_CHARS = 36;

    public TerminalKid {
        if (generation < 1) {
            throw new IllegalArgumentException("generations count from 1, was " + generation);
        }
    }

    /** The name that this text is; empty if it is none. One name has one text. */
    public static Optional<TerminalKid> parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(new TerminalKid(
                UUID.fromString(text.substring(0, UUID_CHARS)), Integer.parseInt(text.substring(UUID_CHARS + 1))));
    }

    @Override
    public String toString() {
        return terminal + "." + generation;
    }
}
