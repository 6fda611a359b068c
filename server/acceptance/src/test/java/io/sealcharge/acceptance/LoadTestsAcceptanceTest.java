package io.sealcharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A load test from its script to its verdict, for a moment: it measures what it says it does. */
@Tag("real")
class LoadTestsAcceptanceTest {
    private static final long PATIENCE_S = 240;

    @TempDir
    private Path folder;

    private record Ended(int code, List<String> lines) {}

    @Test
    void purchasesAndRechargesAreMeasuredAndComparedWithWhatIsRecorded() throws Exception {
        Path figures = folder.resolve("figures.json");

        Ended ended =
                bench("mixed", "--seconds=2", "--warm-up=1", "--concurrency=8", "--terminals=50", "--json=" + figures);

        assertThat(ended.code()).describedAs("%s", ended.lines()).isZero();
        assertThat(ended.lines()).last().isEqualTo("sound");
        JsonNode json = new ObjectMapper().readTree(figures.toFile());
        assertThat(json.path("flows").asLong()).isPositive();
        assertThat(json.path("errors")).isEmpty();
        assertThat(json.path("platformCpuUsPerFlow").asDouble()).isPositive();
        assertThat(json.path("databaseCpuUsPerFlow").asDouble()).isPositive();
        assertThat(json.path("hsm").fieldNames())
                .toIterable()
                .contains("random", "mac", "sign", "agree", "generate-one-time-key");
        assertThat(json.path("checks"))
                .isNotEmpty()
                .allMatch(check -> check.path("passed").asBoolean());
        assertThat(json.path("checks").get(2).path("words").asText()).doesNotStartWith("0 recharges");
    }

    @Test
    void wrongUseIsExitCode2() throws Exception {
        assertThat(bench("mixed", "--seconds=0").code()).isEqualTo(2);
    }

    private Ended bench(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(
                Path.of("../../load-tests/bench").toAbsolutePath().normalize().toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "bench", ".out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .directory(folder.toFile());
        // What is under test has just been built.
        builder.environment().put("SEALCHARGE_BUILD", "never");
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Ended(process.waitFor(), Files.readAllLines(output));
    }
}
