package io.sealcharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two commands of the README as a newcomer types them. */
@Tag("real")
class RunScriptAcceptanceTest {
    private static final long PATIENCE_S = 240;
    private static final Pattern CURL =
            Pattern.compile("^curl -sS (http://127\\.0\\.0\\.1:\\d+/v1/products) -H '(Authorization): (Bearer \\S+)'$");

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();
    private Path data;

    private record Ended(int code, List<String> lines) {}

    @BeforeEach
    void nameDataFolder() {
        data = folder.resolve("data");
    }

    @AfterEach
    void endAll() throws Exception {
        started.forEach(Process::destroyForcibly);
        run("stop");
    }

    @Test
    void theDemoRunsOnAFreshFolderAndBesideARunShowsNoPinAndLeavesNothingRunning() throws Exception {
        assertDemo(run("demo", "--port", "0"));
        assertThat(run("status").code()).isEqualTo(1);
        assertCardsOfBothSchemes();

        Process first = start("first.out");
        assertThat(products(lineToPaste("first.out"))).isEqualTo(200);
        Ended second = run("demo", "--show");
        assertDemo(second);
        assertThat(second.lines()).anyMatch(line -> line.startsWith("> POST http://127.0.0.1:"));
        assertThat(second.lines()).anyMatch(line -> line.contains("recharge_refused"));
        assertThat(second.lines()).noneMatch(line -> line.matches(".*[^A-Za-z0-9_-]\\d{18}([^A-Za-z0-9_-].*|$)"));

        assertAKilledRunIsFollowedByOneThatTakesTheDatabaseOver(first);
    }

    private void assertAKilledRunIsFollowedByOneThatTakesTheDatabaseOver(Process first) throws Exception {
        first.destroyForcibly().waitFor();
        assertThat(run("status").lines()).anyMatch(line -> line.contains("outlived a kill"));

        start("second.out");
        assertThat(products(lineToPaste("second.out"))).isEqualTo(200);
        assertThat(Files.readString(data.resolve("log/sealcharge.log"))).contains("embedded PostgreSQL adopted");
        assertThat(run("start").code()).isEqualTo(2);
        assertThat(run("reset", "--yes").code()).isEqualTo(2);

        assertThat(run("stop").code()).isZero();
        assertThat(run("status").lines()).containsExactly("not running");
        assertThat(run("reset", "--yes").code()).isZero();
        assertThat(data).doesNotExist();
    }

    /** The demo has made the officers' token; nothing that the platform reads speaks of it. */
    private void assertCardsOfBothSchemes() throws Exception {
        assertThat(Files.getPosixFilePermissions(data.resolve("officers/user.pin")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(data.resolve("officers/user.pin")))
                .isNotEqualTo(Files.readString(data.resolve("hsm/user.pin")));
        assertThat(data.resolve("config.yaml")).content().doesNotContain("officers");

        String card = folder.resolve("derived").toString();
        Ended made = sealcharge("card", "personalise", "--card", card, "--scheme", "derived");
        assertThat(made.code()).describedAs("%s", made.lines()).isZero();
        Ended verified = sealcharge("card", "verify", "--card", card);
        assertThat(verified.code()).describedAs("%s", verified.lines()).isZero();
        assertThat(verified.lines()).last().asString().startsWith("sound: ");
        assertThat(sealcharge("card", "verify", "--card", card, "--issuer", "12345678")
                        .code())
                .isEqualTo(1);
    }

    private static void assertDemo(Ended demo) {
        assertThat(demo.lines())
                .describedAs("%s", demo.lines())
                .last()
                .asString()
                .matches("demo: \\d+ steps ok");
        assertThat(demo.code()).isZero();
        assertThat(demo.lines()).noneMatch(line -> line.contains("\033"));
        Matcher last =
                Pattern.compile("demo: (\\d+) steps ok").matcher(demo.lines().getLast());
        assertThat(last.matches()).isTrue();
        assertThat(demo.lines().stream().filter(line -> line.matches(" ?\\d+  .* ok")))
                .hasSize(Integer.parseInt(last.group(1)));
        assertThat(demo.lines())
                .anyMatch(line -> line.contains("with a key that it made itself ok"))
                .anyMatch(line -> line.contains("with a key that the officers' token derived"))
                .anyMatch(line -> line.contains("under the same signature, refused (9302) ok"));
    }

    private Process start(String output) throws IOException {
        Process process = script(List.of("--port", "0"), folder.resolve(output));
        started.add(process);
        return process;
    }

    /** The line that people paste, once all is ready. */
    private String lineToPaste(String output) {
        await().atMost(Duration.ofSeconds(PATIENCE_S))
                .until(() -> Files.readString(folder.resolve(output)).contains("Ctrl-C stops it."));
        try {
            return Files.readAllLines(folder.resolve(output)).stream()
                    .filter(line -> line.startsWith("curl "))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int products(String line) throws Exception {
        Matcher curl = CURL.matcher(line);
        assertThat(curl.matches()).describedAs(line).isTrue();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(curl.group(1)))
                            .header(curl.group(2), curl.group(3))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.body()).contains("demo-50");
            return response.statusCode();
        }
    }

    private Ended run(String... arguments) throws Exception {
        Path output = Files.createTempFile(folder, "run", ".out");
        Process process = script(List.of(arguments), output);
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Ended(process.waitFor(), Files.readAllLines(output));
    }

    private Ended sealcharge(String... arguments) throws Exception {
        Path output = Files.createTempFile(folder, "sealcharge", ".out");
        Process process = process("sealcharge", List.of(arguments), output);
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Ended(process.waitFor(), Files.readAllLines(output));
    }

    private Process script(List<String> arguments, Path output) throws IOException {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--data", data.toString()));
        return process("run", all, output);
    }

    private Process process(String script, List<String> arguments, Path output) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of("../..", script).toAbsolutePath().normalize().toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .directory(folder.toFile());
        // What is under test has just been built.
        builder.environment().putAll(Map.of("SEALCHARGE_BUILD", "never", "SEALCHARGE_DATA", data.toString()));
        return builder.start();
    }
}
