package io.sealcharge.load.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * What was measured on, and when.
 *
 * @param fileSystem that the database lies on
 * @param clientCrypto what the terminals calculate with
 */
public record Machine(
        Instant at,
        String processor,
        int processors,
        String system,
        String java,
        String fileSystem,
        String clientCrypto) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    public static Machine of(String fileSystem, String clientCrypto) throws IOException {
        return new Machine(
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                processorName(),
                processorCount(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vendor") + " " + Runtime.version(),
                fileSystem,
                clientCrypto);
    }

    private static String processorName() throws IOException {
        if (!Files.isReadable(CPU_INFO)) {
            return "unknown";
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown");
        }
    }

    /** Of the machine: this process may be kept to one of them. */
    public static int processorCount() throws IOException {
        if (!Files.isReadable(CPU_INFO)) {
            return Runtime.getRuntime().availableProcessors();
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return (int) lines.filter(line -> line.startsWith("processor")).count();
        }
    }

    public ObjectNode json() {
        return new ObjectMapper()
                .createObjectNode()
                .put("at", at.toString())
                .put("processor", processor)
                .put("processors", processors)
                .put("system", system)
                .put("java", java)
                .put("fileSystem", fileSystem)
                .put("clientCrypto", clientCrypto);
    }

    @Override
    public String toString() {
        return at + ", " + processors + " × " + processor + ", " + system + ", " + java + ", data on " + fileSystem
                + ", terminals with " + clientCrypto;
    }
}
