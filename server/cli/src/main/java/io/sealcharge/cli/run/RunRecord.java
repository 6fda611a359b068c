package io.sealcharge.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealcharge.cli.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/**
 * The platform that runs with a data folder, as {@code run.json} tells it to other processes.
 *
 * @param processStartedAt tells the process from a later one of the same id
 * @param settings fingerprint of the settings that it started with
 */
public record RunRecord(long pid, Instant processStartedAt, URI url, Instant startedAt, String settings) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of this process. */
    static RunRecord ofThisProcess(URI url, String settings) {
        ProcessHandle self = ProcessHandle.current();
        return new RunRecord(self.pid(), startOf(self), url, Instant.now(), settings);
    }

    /** The platform that runs now; a record that a killed one left does not count. */
    public static Optional<RunRecord> running(DataFolder data) {
        return read(data.runRecord()).filter(record -> record.process().isPresent());
    }

    /** The process itself, while it runs. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> startOf(handle).equals(processStartedAt));
    }

    void write(DataFolder data) {
        ObjectNode json = JSON.createObjectNode()
                .put("pid", pid)
                .put("processStartedAt", processStartedAt.toString())
                .put("url", url.toString())
                .put("startedAt", startedAt.toString())
                .put("settings", settings);
        Path whole = data.runRecord().resolveSibling("run.json.new");
        try {
            Files.writeString(whole, json + "\n");
            Files.move(whole, data.runRecord(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + data.runRecord(), e);
        }
    }

    private static Optional<RunRecord> read(Path file) {
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            return Optional.of(new RunRecord(
                    json.path("pid").longValue(),
                    Instant.parse(json.path("processStartedAt").asText()),
                    URI.create(json.path("url").asText()),
                    Instant.parse(json.path("startedAt").asText()),
                    json.path("settings").asText()));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
