package io.sealcharge.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The seeds of a fuzz test, and what it has found: files of one input each. */
final class Seeds {
    private static final Path RESOURCES = Path.of("src/test/resources/io/sealcharge/fuzz");

    private Seeds() {}

    static List<Path> of(Class<?> test) {
        try (Stream<Path> files = Files.list(folder(test))) {
            return files.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A seed without the letter that it begins with. */
    static String text(Class<?> test, String name) {
        return new String(bytes(folder(test).resolve(name)), StandardCharsets.UTF_8).substring(1);
    }

    static byte[] bytes(Path seed) {
        try {
            return Files.readAllBytes(seed);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Where Jazzer looks for them, and puts what it finds. */
    private static Path folder(Class<?> test) {
        return RESOURCES.resolve(test.getSimpleName() + "Inputs/read");
    }
}
