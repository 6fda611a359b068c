package io.sealcharge.acceptance.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The project's own files, as the tidy tests read them. */
final class Repository {
    private static final Set<String> PASSED_OVER =
            Set.of(".git", "target", ".data", ".cache", "node_modules", ".idea", ".vscode", ".settings");

    private final Path root;

    private Repository(Path root) {
        this.root = root;
    }

    /** Finds the root from the working directory upwards. */
    static Repository here() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("not inside the project");
        }
        return new Repository(folder);
    }

    Path root() {
        return root;
    }

    Path file(String relative) {
        return root.resolve(relative);
    }

    String name(Path file) {
        return root.relativize(file).toString();
    }

    /** All files whose name ends so, sorted. */
    List<Path> files(String... endings) {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(endings)
                            .anyMatch(ending -> file.getFileName().toString().endsWith(ending)))
                    .filter(file -> !isPassedOver(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isPassedOver(Path file) {
        for (Path part : root.relativize(file)) {
            if (PASSED_OVER.contains(part.toString())) {
                return true;
            }
        }
        return false;
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
