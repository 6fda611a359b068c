package io.sealcharge.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The library jose of npm, installed under target/ in the version that src/test/interop/package-lock.json pins. */
final class NpmJose {
    private static final String MISSING =
            "the interop tests need Node.js 20 or later and npm on the PATH (Debian: apt-get install nodejs npm): ";
    private static final int MIN_NODE = 20;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path folder;

    private NpmJose(Path folder) {
        this.folder = folder;
    }

    static NpmJose install() {
        Path folder = Path.of("target", "interop").toAbsolutePath();
        try {
            Files.createDirectories(folder);
            for (String file : List.of("package.json", "package-lock.json", ".npmrc", "jose.mjs")) {
                Files.copy(
                        Path.of("src", "test", "interop", file),
                        folder.resolve(file),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String node = output(folder, "", "node", "--version").strip();
        if (Integer.parseInt(node.substring(1, node.indexOf('.'))) < MIN_NODE) {
            throw new AssertionError(MISSING + "found " + node);
        }
        if (!isInstalled(folder)) {
            output(folder, "", "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline");
        }
        return new NpmJose(folder);
    }

    /** npm leaves a copy of the lock behind when it is done. */
    private static boolean isInstalled(Path folder) {
        try {
            JsonNode wanted =
                    MAPPER.readTree(folder.resolve("package-lock.json").toFile());
            Path installed = folder.resolve("node_modules/.package-lock.json");
            return Files.exists(installed)
                    && MAPPER.readTree(installed.toFile())
                            .path("packages")
                            .path("node_modules/jose")
                            .path("version")
                            .equals(wanted.path("packages")
                                    .path("node_modules/jose")
                                    .path("version"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ObjectNode call(String operation) {
        return MAPPER.createObjectNode().put("op", operation);
    }

    /** Runs one call of jose.mjs in a process of its own. */
    JsonNode run(ObjectNode call) {
        try {
            return MAPPER.readTree(output(folder, call.toString(), "node", "jose.mjs"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String output(Path folder, String input, String... command) {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException missing) {
            throw new AssertionError(MISSING + "cannot start " + command[0], missing);
        }
        try {
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed:\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            process.destroy();
        }
    }
}
