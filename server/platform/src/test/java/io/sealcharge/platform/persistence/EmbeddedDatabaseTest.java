package io.sealcharge.platform.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class EmbeddedDatabaseTest {
    /** One folder for all tests: they differ in what happens to it between stop and start. */
    @TempDir
    static Path directory;

    private EmbeddedDatabase database;

    @AfterEach
    void stop() {
        if (database != null) {
            database.close();
        }
    }

    private EmbeddedDatabase start() {
        database = EmbeddedDatabase.start(directory, 0);
        return database;
    }

    @Test
    void itStartsDurableOnLoopbackAndKeepsDataAndPortOverARestart() throws Exception {
        int port = start().endpoint().port();
        assertThat(database.adopted()).isFalse();
        DurabilityCheck.require(database.endpoint());
        execute("DROP TABLE IF EXISTS kept", "CREATE TABLE kept AS SELECT 42 AS answer");
        assertThat(EmbeddedDatabase.running(directory))
                .map(DatabaseEndpoint::port)
                .contains(port);
        database.close();
        assertThat(EmbeddedDatabase.running(directory)).isEmpty();

        assertThat(start().endpoint().port()).isEqualTo(port);

        assertThat(number("SELECT answer FROM kept")).isEqualTo(42);
        try (Connection superuser = Jdbc.dataSource(database.superuser()).getConnection()) {
            assertThat(EmbeddedSettings.firstDifference(
                            superuser, directory.toRealPath().resolve("data")))
                    .isEmpty();
        }
    }

    @Test
    void passwordsAreTheOwnersAloneAndNeeded() throws IOException {
        start();
        for (String file : new String[] {"user.password", "superuser.password"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file))))
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        DatabaseEndpoint guess = DatabaseEndpoint.local(
                database.endpoint().port(), "sealcharge", "sealcharge", DatabasePassword.of("guess"));
        assertThatThrownBy(() -> Jdbc.dataSource(guess).getConnection()).hasMessageContaining("password");
        assertThat(database.endpoint().toString())
                .doesNotContain(database.endpoint().password().reveal());
    }

    @Test
    void allOfItStaysInItsFolder() throws IOException {
        start();
        assertThat(EmbeddedFolder.at(directory).settings()).content().contains("unix_socket_directories = ''");
        try (var files = Files.list(directory)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .contains("data", "log", "lock", "port")
                    .anyMatch(name -> name.startsWith("postgresql-"));
        }
    }

    @Test
    void aSecondPlatformOnTheSameFolderIsRefused() {
        start();
        assertThatThrownBy(() -> EmbeddedDatabase.start(directory, 0))
                .isInstanceOf(DatabaseStartException.class)
                .hasMessageContaining("in use by another platform process");
    }

    @Test
    void aServerThatAKilledPlatformLeftIsAdopted() throws Exception {
        int port = leaveRunning();

        start();

        assertThat(database.adopted()).isTrue();
        assertThat(database.endpoint().port()).isEqualTo(port);
        assertThat(number("SELECT 1")).isOne();
    }

    @Test
    void aServerThatWasLeftWithOtherSettingsIsStartedAnew() throws Exception {
        int port = leaveRunning();
        reconfigure(port, "ALTER SYSTEM SET jit = on");

        start();

        assertThat(database.adopted()).isFalse();
        reconfigure(port, "ALTER SYSTEM RESET jit");
    }

    @Test
    void aServerThatMayLoseSalesIsRefusedAndStopped() throws Exception {
        int port = leaveRunning();
        reconfigure(port, "ALTER SYSTEM SET fsync = off");

        assertThatThrownBy(this::start)
                .isInstanceOf(DatabaseStartException.class)
                .hasMessageContaining("fsync off");

        assertThat(EmbeddedDatabase.running(directory)).isEmpty();
        Files.delete(directory.resolve("data/postgresql.auto.conf"));
        start();
    }

    @Test
    void aPidFileLeftByACrashIsNoObstacleEvenIfThePidIsAnothersNow() throws IOException {
        start();
        database.close();
        long someoneElse = ProcessHandle.current().pid();
        Files.writeString(
                directory.resolve("data/postmaster.pid"),
                someoneElse + "\n" + directory.resolve("data") + "\n1763800000\n5432\n\n127.0.0.1\n  7654321 99999999\n"
                        + "ready   \n");

        start();

        assertThat(database.adopted()).isFalse();
    }

    @Test
    void aPortThatAnotherProgramHoldsIsNamedIfWantedAndAvoidedIfNot() throws IOException {
        int port = start().endpoint().port();
        database.close();
        try (ServerSocket squatter = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(directory, squatter.getLocalPort()))
                    .isInstanceOf(DatabaseStartException.class)
                    .hasMessageContaining("port " + port);

            assertThat(start().endpoint().port()).isNotEqualTo(port);
        }
    }

    @Test
    void aDatabaseThatWasHalfMadeIsMadeAgain() throws IOException {
        Path interrupted = Files.createDirectories(directory.resolve("data.unfinished"));
        Files.writeString(interrupted.resolve("PG_VERSION"), "18");
        Path fresh = Files.createDirectories(directory.resolve("unpacking-interrupted"));

        start();

        assertThat(number("SELECT 1")).isOne();
        assertThat(fresh).isDirectory();
    }

    /** Starts the server in another JVM and kills that with SIGKILL; gives the server's port. */
    private static int leaveRunning() throws IOException, InterruptedException {
        Process platform = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(platform.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(Child.STARTED)) {
                    return Integer.parseInt(line.substring(Child.STARTED.length()));
                }
            }
            throw new IllegalStateException("the child JVM did not start its database");
        } finally {
            platform.destroyForcibly().waitFor();
        }
    }

    /** A platform that starts its database and then does nothing. */
    static final class Child {
        private static final String STARTED = "database on port ";

        private Child() {}

        @SuppressWarnings("SystemOut") // its way to tell its parent
        public static void main(String[] arguments) throws InterruptedException {
            EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]), 0);
            System.out.println(STARTED + database.endpoint().port());
            Thread.sleep(60_000);
        }
    }

    private static void reconfigure(int port, String sql) throws SQLException, IOException {
        try (Connection superuser = Jdbc.dataSource(EmbeddedFolder.at(directory).superuser(port))
                        .getConnection();
                Statement statement = superuser.createStatement()) {
            statement.execute(sql);
            statement.execute("SELECT pg_reload_conf()");
            // the reload reaches each process in its own time
            statement.execute("SELECT pg_sleep(0.3)");
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = Jdbc.dataSource(database.endpoint()).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private long number(String sql) {
        try (Connection connection = Jdbc.dataSource(database.endpoint()).getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
