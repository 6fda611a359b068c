package io.sealcharge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifeCycleTest {
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void partsStopInReverseOrderAndOneThatFailsKeepsNoneFromIt() {
        List<String> stopped = new ArrayList<>();
        Parts parts = new Parts();
        parts.add("first", () -> stopped.add("first"));
        parts.add("second", () -> {
            throw new IOException("stuck");
        });
        parts.add("third", () -> stopped.add("third"));

        parts.stop();
        parts.stop();

        assertThat(stopped).containsExactly("third", "first");
    }

    @Test
    void aFailedPhaseGivesOneLineAndItsExitCode() {
        Phases phases = new Phases(new Unheard(), () -> false);
        phases.run("database", ExitCode.DATABASE, () -> "up");

        StartFailure failure = catchThrowableOfType(
                StartFailure.class,
                () -> phases.run("hsm", ExitCode.HSM, () -> {
                    throw new IOException("no token\nwith details");
                }));

        assertThat(failure).hasMessage("hsm: no token");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.HSM);
        assertThat(phases.done()).extracting(Phases.Phase::name).containsExactly("database");
    }

    @Test
    void noPhaseBeginsOnceAskedToStop() {
        Phases phases = new Phases(new Unheard(), () -> true);

        assertThatThrownBy(() -> phases.run("database", ExitCode.DATABASE, () -> "up"))
                .isInstanceOfSatisfying(
                        StartFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.DONE));
    }

    @Test
    void theReadyFileTellsPidUrlAndPhases() throws IOException {
        ReadyFile file = new ReadyFile(folder.resolve("ready.json"));

        file.write("http://127.0.0.1:8080", List.of(new Phases.Phase("database", 12)));

        assertThat(new JsonObject(Files.readString(folder.resolve("ready.json"))))
                .isEqualTo(new JsonObject("{\"pid\":" + ProcessHandle.current().pid()
                        + ",\"url\":\"http://127.0.0.1:8080\",\"phases\":[{\"name\":\"database\",\"ms\":12}]}"));
        file.delete();
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aSoundConfigurationIsSaidToBeSound() throws IOException {
        Files.writeString(folder.resolve("lib.so"), "library");
        Files.writeString(folder.resolve("key-manifest.json"), "{}");
        Path pin = Files.writeString(folder.resolve("hsm.pin"), "1234");
        Files.setPosixFilePermissions(pin, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        Path config = Files.writeString(folder.resolve("c.yaml"), "hsm: {modules: {softhsm2: lib.so}}");

        assertThat(run("--config", config.toString(), "--check-config")).isEqualTo(ExitCode.DONE);
        assertThat(text(messages)).isEqualTo(config + " is sound\n");
    }

    @Test
    void allThatIsWrongWithAConfigurationIsListed() throws IOException {
        Path config = Files.writeString(folder.resolve("c.yaml"), "http: {port: -1}\nlogs: {}\n");

        assertThat(run("--config", config.toString(), "--check-config")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(text(messages))
                .startsWith("the configuration cannot be used:\n")
                .contains("  http.port: expected a whole number from 0 to 65535, got -1\n", "  logs: unknown setting");
    }

    @Test
    void wrongArgumentsAreAnsweredWithTheUsage() {
        assertThat(run("--config")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(run("--verbose")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(run()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(text(messages).lines())
                .containsExactly(
                        "cannot start: --config needs a file; " + Arguments.USAGE,
                        "cannot start: unknown argument --verbose; " + Arguments.USAGE,
                        "cannot start: --config is missing; " + Arguments.USAGE);
    }

    private ExitCode run(String... arguments) {
        return new Main(new Unheard(), new PrintStream(messages, true, StandardCharsets.UTF_8), Map.of())
                .run(arguments);
    }

    private static final class Unheard implements Main.Watcher {
        @Override
        public void phaseEnded(String name, long ms) {}

        @Override
        public void ready(String url) {}
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
