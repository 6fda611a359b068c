package io.sealcharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A start that cannot succeed says why in one line, has its own exit code, and leaves nothing running. */
@Tag("real")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FailedStartAcceptanceTest {
    @RegisterExtension
    static final Installation INSTALLATION = new Installation();

    /** Before the others, which get as far as the database. */
    @Test
    @Order(1)
    void allThatIsWrongWithTheConfigurationIsListed() {
        PlatformProcess platform = INSTALLATION.launch(Map.of(
                "SEALCHARGE_HTTP_PORT", "eighty", "SEALCHARGE_HTTP_HOST", "0.0.0.0", "SEALCHARGE_HSM_THREDS", "2"));

        assertThat(platform.exitCode()).isEqualTo(2);
        assertThat(platform.output())
                .contains("the configuration cannot be used:")
                .contains("  SEALCHARGE_HTTP_PORT: expected a whole number from 0 to 65535")
                .contains("  http.host: expected a loopback address")
                .contains("  SEALCHARGE_HSM_THREDS: overrides no setting");
        assertThat(INSTALLATION.root().resolve("db")).doesNotExist();
    }

    @Test
    void aConfigurationIsCheckedWithoutAStart() {
        PlatformProcess check = INSTALLATION.launch(Map.of(), "--check-config");

        assertThat(check.exitCode()).isZero();
        assertThat(check.output()).isEqualTo(INSTALLATION.config() + " is sound\n");
    }

    @Test
    void aWrongPinIsTriedOnce() throws IOException {
        Path wrong = Files.writeString(INSTALLATION.root().resolve("wrong.pin"), "00000000");
        Files.setPosixFilePermissions(wrong, PosixFilePermissions.fromString("rw-------"));
        int before = INSTALLATION.module().in("C_Login").calls();

        PlatformProcess platform = INSTALLATION.launch(Map.of("SEALCHARGE_HSM_PIN_FILE", "wrong.pin"));

        assertThat(platform.exitCode()).isEqualTo(4);
        assertThat(INSTALLATION.module().in("C_Login").calls() - before).isOne();
        assertThat(platform.output()).contains("cannot start: hsm: ").doesNotContain("00000000");
        assertNothingRuns();
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PlatformProcess platform =
                    INSTALLATION.launch(Map.of("SEALCHARGE_HTTP_PORT", Integer.toString(taken.getLocalPort())));

            assertThat(platform.exitCode()).isEqualTo(5);
            assertThat(platform.output())
                    .contains("cannot start: 127.0.0.1:" + taken.getLocalPort()
                            + " cannot be bound: Address already in use");
            assertNothingRuns();
        }
    }

    @Test
    void anUnreachableDatabaseIsNamed() throws IOException {
        Path password = Files.writeString(INSTALLATION.root().resolve("db.password"), "hunter2-canary");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        INSTALLATION.mustStaySecret("hunter2-canary");

        PlatformProcess platform = INSTALLATION.launch(Map.of(
                "SEALCHARGE_DATABASE_EXTERNAL_HOST", "127.0.0.1",
                "SEALCHARGE_DATABASE_EXTERNAL_PORT", "1",
                "SEALCHARGE_DATABASE_EXTERNAL_TLS", "disable",
                "SEALCHARGE_DATABASE_EXTERNAL_PASSWORD_FILE", "db.password"));

        assertThat(platform.exitCode()).isEqualTo(3);
        assertThat(platform.output())
                .contains("cannot start: database: ")
                .contains("127.0.0.1:1")
                .doesNotContain("hunter2-canary");
    }

    /** The start got as far as the database, which it has stopped again. */
    private static void assertNothingRuns() throws IOException {
        try (var files = Files.walk(INSTALLATION.root().resolve("db"), 2)) {
            assertThat(files.filter(file -> file.endsWith("postmaster.pid"))).isEmpty();
        }
    }
}
