package io.sealcharge.terminal;

import io.sealcharge.envelope.SharedKey;
import io.sealcharge.envelope.SharedKey.Direction;
import io.sealcharge.envelope.TerminalKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The keys that terminals of this folder share with the platform.
 *
 * <pre>
 * terminals/NAME.terminal/ID.GENERATION.keys   to the terminal and to the platform, 32 bytes each
 * terminals/NAME.terminal/ID.revoked           the platform takes no key of this terminal any more
 * </pre>
 *
 * Files have mode 0600. Keys of earlier generations stay, since vouchers that were bought with them open with no other.
 */
final class SharedKeyStore {
    private static final Pattern KID = Pattern.compile("([A-Za-z0-9_:-]{1,52})\\.([1-9][0-9]{0,8})");
    private static final String KEYS = ".keys";
    private static final String REVOKED = ".revoked";

    private final Path folder;

    SharedKeyStore(Path folder) {
        this.folder = folder.toAbsolutePath().resolve("terminals");
    }

    /** Whose key it is, and which. Platforms make ids that sort by time. */
    private record Kid(String text, String id, int generation) {
        static final Comparator<Kid> AGE = Comparator.comparing(Kid::id).thenComparingInt(Kid::generation);

        static Optional<Kid> of(String text) {
            Matcher parts = KID.matcher(text);
            return parts.matches()
                    ? Optional.of(new Kid(text, parts.group(1), Integer.parseInt(parts.group(2))))
                    : Optional.empty();
        }
    }

    /**
     * Saves the keys, unless they are.
     *
     * @param terminal the name it is registered under
     */
    void save(String terminal, TerminalKeys keys) {
        Kid kid = Kid.of(keys.kid())
                .orElseThrow(() -> new UnexpectedAnswerException("no name of a terminal's shared key: " + keys.kid()));
        byte[] toTerminal = keys.toTerminal().bytes();
        byte[] toPlatform = keys.toPlatform().bytes();
        byte[] both = Arrays.copyOf(toTerminal, 2 * SharedKey.LENGTH);
        System.arraycopy(toPlatform, 0, both, SharedKey.LENGTH, SharedKey.LENGTH);
        try {
            Path file = of(terminal).resolve(kid.text() + KEYS);
            if (!DurableFiles.putIfAbsent(file, both) && !Arrays.equals(read(file), both)) {
                throw new UnexpectedAnswerException("the platform gave other keys under the name " + kid.text());
            }
        } finally {
            Arrays.fill(toTerminal, (byte) 0);
            Arrays.fill(toPlatform, (byte) 0);
            Arrays.fill(both, (byte) 0);
        }
    }

    /** The newest key of a terminal that is not revoked. */
    Optional<String> newest(String terminal) {
        List<String> files = files(terminal);
        return files.stream()
                .filter(file -> file.endsWith(KEYS))
                .flatMap(file -> Kid.of(file.substring(0, file.length() - KEYS.length())).stream())
                .filter(kid -> !files.contains(kid.id() + REVOKED))
                .max(Kid.AGE)
                .map(Kid::text);
    }

    /** The platform's id of a terminal that has keys here and is not revoked. */
    Optional<String> id(String terminal) {
        return newest(terminal).flatMap(Kid::of).map(Kid::id);
    }

    /** Notes that the platform takes no key of this terminal any more. */
    void markRevoked(String terminal, String id) {
        DurableFiles.putIfAbsent(of(terminal).resolve(References.check(id, "terminal id") + REVOKED), new byte[0]);
    }

    /**
     * A key, which the caller closes.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    SharedKey key(String terminal, String kid, Direction direction) {
        Kid checked = Kid.of(kid).orElseThrow(() -> absent(terminal, kid));
        byte[] both;
        try {
            both = read(of(terminal).resolve(checked.text() + KEYS));
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                throw absent(terminal, kid);
            }
            throw e;
        }
        int from = direction == Direction.TO_TERMINAL ? 0 : SharedKey.LENGTH;
        byte[] bytes = Arrays.copyOfRange(both, from, from + SharedKey.LENGTH);
        try {
            return new SharedKey(kid, direction, bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(both, (byte) 0);
        }
    }

    private static IllegalArgumentException absent(String terminal, String kid) {
        return new IllegalArgumentException("the terminal " + terminal + " has no shared key of the name " + kid);
    }

    private List<String> files(String terminal) {
        Path own = of(terminal);
        if (!Files.isDirectory(own)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(own)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + own, e);
        }
    }

    private Path of(String terminal) {
        // The suffix also keeps "." and ".." from being folder names of their own.
        return folder.resolve(References.check(terminal, "terminal") + ".terminal");
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
