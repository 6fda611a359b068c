package io.sealcharge.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.cli.DataFolder;
import io.sealcharge.cli.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    private static final URI PLATFORM = URI.create("http://127.0.0.1:8080");

    @TempDir
    private Path folder;

    private DataFolder data;

    @BeforeEach
    void makeFolder() throws IOException {
        data = new DataFolder(Files.createDirectories(folder.resolve("data")));
    }

    @Test
    void theRecordOfAProcessThatRunsIsFound() {
        RunRecord record = RunRecord.ofThisProcess(PLATFORM, "settings");
        record.write(data);

        assertThat(RunRecord.running(data)).contains(record);
    }

    @Test
    void aRecordThatAKilledProcessLeftDoesNotCount() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        new RunRecord(gone.pid(), Instant.now(), PLATFORM, Instant.now(), "").write(data);
        assertThat(RunRecord.running(data)).isEmpty();

        // another process has got its number since
        new RunRecord(ProcessHandle.current().pid(), Instant.EPOCH, PLATFORM, Instant.now(), "").write(data);
        assertThat(RunRecord.running(data)).isEmpty();
    }

    @Test
    void aFolderOfSomethingElseIsNeverTakenOver() throws IOException {
        Files.writeString(data.root().resolve("thesis.txt"), "mine");

        assertThatThrownBy(() -> new Preparation(data, Path.of("/none.so")).run(new PhaseLog(System.out)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("not made by ./run");
        assertThat(data.root().resolve("thesis.txt")).exists();
        assertThat(data.marker()).doesNotExist();
    }

    @Test
    void resetDeletesTheFolderAndNothingThatALinkPointsTo() throws IOException {
        Path outside = Files.writeString(
                Files.createDirectories(folder.resolve("outside")).resolve("kept"), "kept");
        Files.createFile(data.marker());
        Files.createDirectories(data.logs());
        Files.createFile(data.log());
        Files.createSymbolicLink(data.root().resolve("link"), outside.getParent());
        Files.createSymbolicLink(data.logs().resolve("link"), outside);

        data.delete();

        assertThat(data.root()).doesNotExist();
        assertThat(outside).hasContent("kept");
    }

    @Test
    void resetRefusesAFolderWithoutTheMarkAndOneWhosePlatformRuns() throws IOException {
        Files.writeString(data.root().resolve("thesis.txt"), "mine");
        assertThat(run("reset", "--yes", "--data", data.root().toString())).isEqualTo(Run.USAGE);

        Files.createFile(data.marker());
        RunRecord.ofThisProcess(PLATFORM, "").write(data);
        assertThat(run("reset", "--yes", "--data", data.root().toString())).isEqualTo(Run.USAGE);

        assertThat(data.root().resolve("thesis.txt")).exists();
    }

    @Test
    void resetOfAFolderWhoseOwnerSaysYesDeletesIt() throws IOException {
        Files.createFile(data.marker());

        assertThat(run("reset", "--yes", "--data", data.root().toString())).isEqualTo(Run.DONE);

        assertThat(data.root()).doesNotExist();
    }

    @Test
    void statusIs0WhileAPlatformRunsElse1() throws IOException {
        Files.createFile(data.marker());
        assertThat(run("status", "--data", data.root().toString())).isEqualTo(Run.FAILED);

        RunRecord.ofThisProcess(PLATFORM, "").write(data);
        assertThat(run("status", "--data", data.root().toString())).isEqualTo(Run.DONE);
    }

    @Test
    void aDemoBesideAPlatformWithOtherSettingsIsExitCode2() throws IOException {
        Files.createFile(data.marker());
        Files.writeString(data.config(), "http: {port: 8080}\n");
        Files.writeString(data.catalogue(), "products: []\n");
        RunRecord.ofThisProcess(PLATFORM, Fingerprint.of(data, System.getenv())).write(data);
        assertThat(run("demo", "--port", "9090", "--data", data.root().toString()))
                .isEqualTo(Run.USAGE);

        Files.writeString(data.config(), "http: {port: 8080, maxInFlight: 1}\n");
        assertThat(run("demo", "--data", data.root().toString())).isEqualTo(Run.USAGE);
    }

    @Test
    void theFingerprintTellsFilesAndOverridesButNotThePort() throws IOException {
        Files.writeString(data.config(), "a");
        Files.writeString(data.catalogue(), "b");
        String plain = Fingerprint.of(data, Map.of("HOME", "/root"));

        assertThat(Fingerprint.of(data, Map.of("HOME", "/elsewhere", "SEALCHARGE_HTTP_PORT", "1")))
                .isEqualTo(plain);
        assertThat(Fingerprint.of(data, Map.of("SEALCHARGE_ISSUER", "urn:x"))).isNotEqualTo(plain);
        Files.writeString(data.catalogue(), "c");
        assertThat(Fingerprint.of(data, Map.of())).isNotEqualTo(plain);
    }

    @Test
    void aTakenPortIsPassedOver() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThat(Ports.isFree(taken.getLocalPort())).isFalse();
            assertThat(Ports.freeAfter(taken.getLocalPort() - 1)).isNotEqualTo(taken.getLocalPort());
        }
    }

    private static int run(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        try {
            System.setOut(new PrintStream(PrintStream.nullOutputStream()));
            System.setErr(new PrintStream(PrintStream.nullOutputStream()));
            return Run.commandLine().execute(arguments);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
