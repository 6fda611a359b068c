package io.sealcharge.platform;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Tells scripts that the platform is ready: {@code {"pid", "url", "phases": [{"name", "ms"}]}}. It appears whole, and
 * goes when the platform stops.
 */
final class ReadyFile {
    private final Path file;

    ReadyFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    void write(String url, List<Phases.Phase> phases) throws IOException {
        JsonArray steps = new JsonArray();
        phases.forEach(phase -> steps.add(JsonObject.of("name", phase.name(), "ms", phase.ms())));
        JsonObject ready = JsonObject.of("pid", ProcessHandle.current().pid(), "url", url, "phases", steps);
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(whole, ready.encode() + "\n");
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
