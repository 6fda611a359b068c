package io.sealcharge.platform.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A durable PostgreSQL in a folder of its own, reached over loopback with a random password. It outlives a JVM that is
 * killed, and the next start adopts it. Blocks: called at start and stop, never on an event loop.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final Duration READY_WAIT = Duration.ofSeconds(PostgresControl.TIMEOUT_SECONDS);
    private static final long POLL_MS = 50;
    private static final int STARTS = 5;
    private static final long PAUSE_BETWEEN_STARTS_MS = 1_000;

    private final EmbeddedFolder folder;
    private final PostgresControl control;
    private final FileChannel claim;
    private int port;
    private boolean adopted;

    private EmbeddedDatabase(EmbeddedFolder folder, PostgresControl control, FileChannel claim) {
        this.folder = folder;
        this.control = control;
        this.claim = claim;
    }

    /**
     * Starts the database in {@code directory}, making it at the first start, or adopts the one that runs there.
     *
     * @param port 0 for one that is free, chosen at the first start and kept while it stays free
     * @throws DatabaseStartException if it cannot; the message says why
     */
    public static EmbeddedDatabase start(Path directory, int port) {
        EmbeddedFolder folder = EmbeddedFolder.at(directory);
        try {
            folder.prepare();
            FileChannel claim = folder.claim();
            try {
                PostgresControl control = new PostgresControl(PostgresBinaries.in(folder.root()), folder);
                EmbeddedDatabase database = new EmbeddedDatabase(folder, control, claim);
                database.start(port);
                return database;
            } catch (IOException | SQLException | RuntimeException e) {
                claim.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the database in " + folder.root(), e);
        } catch (SQLException e) {
            throw new DatabaseStartException(
                    "cannot prepare the database in " + folder.root() + ": " + e.getMessage(), e);
        }
    }

    /** How to reach the database that runs in {@code directory}, if one does; for a look beside the platform. */
    public static Optional<DatabaseEndpoint> running(Path directory) {
        EmbeddedFolder folder = EmbeddedFolder.at(directory);
        return runningPort(folder).map(folder::user);
    }

    /**
     * A superuser's connection to the platform's database in the server that runs in {@code directory}, if one does;
     * for a search of all that it holds. The caller closes it.
     */
    public static Optional<Connection> inspect(Path directory) throws SQLException {
        EmbeddedFolder folder = EmbeddedFolder.at(directory);
        Optional<Integer> port = runningPort(folder);
        if (port.isEmpty()) {
            return Optional.empty();
        }
        DatabaseEndpoint endpoint = folder.superuser(port.get()).withDatabase(EmbeddedFolder.DATABASE);
        return Optional.of(Jdbc.dataSource(endpoint).getConnection());
    }

    private static Optional<Integer> runningPort(EmbeddedFolder folder) {
        try {
            Optional<PostmasterPid> server = PostmasterPid.read(folder.data());
            return server.isPresent() && server.get().ready() && server.get().runsOn(folder.data())
                    ? Optional.of(server.get().port())
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the database folder " + folder.root(), e);
        }
    }

    private void start(int wantedPort) throws IOException, SQLException {
        if (!Files.exists(folder.data().resolve("PG_VERSION"))) {
            control.initialise();
        }
        adopted = adopt(wantedPort);
        if (!adopted) {
            startServer(wantedPort);
        }
        folder.rememberPort(port);
        try {
            ensureDatabase();
            DurabilityCheck.require(endpoint());
        } catch (SQLException | RuntimeException e) {
            control.stop();
            throw e;
        }
        LOG.info("embedded PostgreSQL {} on port {}", adopted ? "adopted" : "started", port);
    }

    /** Takes over a server that a killed JVM left, if it is as this one would start it; else stops it. */
    private boolean adopt(int wantedPort) throws IOException {
        Optional<PostmasterPid> left = PostmasterPid.read(folder.data());
        if (left.isEmpty()) {
            return false;
        }
        if (!left.get().runsOn(folder.data())) {
            LOG.info(
                    "process {} of postmaster.pid does not serve {}: it was left by a crash",
                    left.get().pid(),
                    folder.data());
            PostmasterPid.disown(folder.data());
            return false;
        }
        Optional<PostmasterPid> server = awaitReady();
        if (server.isEmpty()) {
            return false;
        }
        Optional<String> difference = difference(server.get(), wantedPort);
        if (difference.isPresent()) {
            LOG.warn("the database that runs in {} is started anew: {}", folder.data(), difference.get());
            control.stop();
            return false;
        }
        port = server.get().port();
        return true;
    }

    /** A server that was left may still be recovering, or stopping. */
    private Optional<PostmasterPid> awaitReady() throws IOException {
        long deadline = System.nanoTime() + READY_WAIT.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<PostmasterPid> server = PostmasterPid.read(folder.data());
            if (server.isEmpty() || !server.get().runsOn(folder.data())) {
                return Optional.empty();
            }
            if (server.get().ready()) {
                return server;
            }
            pause(POLL_MS);
        }
        throw new DatabaseStartException("the database that runs in " + folder.data() + " is not ready after "
                + READY_WAIT.toSeconds() + " s; its log is in " + folder.logs());
    }

    private Optional<String> difference(PostmasterPid server, int wantedPort) {
        if (wantedPort != 0 && wantedPort != server.port()) {
            return Optional.of("it listens on port " + server.port() + ", not " + wantedPort);
        }
        try (Connection connection =
                Jdbc.dataSource(folder.superuser(server.port())).getConnection()) {
            return EmbeddedSettings.firstDifference(connection, folder.data());
        } catch (SQLException e) {
            throw new DatabaseStartException(
                    "a database runs in " + folder.data() + " but does not let this platform in: " + e.getMessage(), e);
        }
    }

    private void startServer(int wantedPort) throws IOException {
        for (int tries = 1; ; tries++) {
            port = choosePort(wantedPort);
            EmbeddedSettings.write(folder, port);
            try {
                control.start();
                return;
            } catch (DatabaseStartException e) {
                // children of a killed server hold its shared memory for a moment; or the port has just been taken
                if (tries == STARTS) {
                    throw e;
                }
                LOG.info("trying again: {}", e.getMessage());
                pause(PAUSE_BETWEEN_STARTS_MS);
            }
        }
    }

    private int choosePort(int wantedPort) throws IOException {
        if (wantedPort != 0) {
            if (!EmbeddedFolder.isFree(wantedPort)) {
                throw new DatabaseStartException(
                        "port " + wantedPort + " for the embedded database is taken by another program");
            }
            return wantedPort;
        }
        int remembered = folder.rememberedPort();
        return remembered != 0 && EmbeddedFolder.isFree(remembered) ? remembered : EmbeddedFolder.freePort();
    }

    /** The platform's role owns its database and is no superuser. */
    private void ensureDatabase() throws SQLException {
        String password = DatabasePassword.from(folder.userPassword()).reveal();
        try (Connection connection = Jdbc.dataSource(folder.superuser(port)).getConnection();
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "SELECT FROM pg_roles WHERE rolname = '" + EmbeddedFolder.USER + "'")) {
                // the password is base64url: nothing to escape
                statement.execute("CREATE ROLE " + EmbeddedFolder.USER + " LOGIN PASSWORD '" + password + "'");
            }
            if (!exists(statement, "SELECT FROM pg_database WHERE datname = '" + EmbeddedFolder.DATABASE + "'")) {
                statement.execute("CREATE DATABASE " + EmbeddedFolder.DATABASE + " OWNER " + EmbeddedFolder.USER);
            }
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    /** How the platform reaches its database. */
    public DatabaseEndpoint endpoint() {
        return folder.user(port);
    }

    /** For what only a superuser may do, such as templates in tests. */
    DatabaseEndpoint superuser() {
        return folder.superuser(port);
    }

    /** Whether the server had been left running by an earlier process. */
    public boolean adopted() {
        return adopted;
    }

    /** Stops the server, if it still runs, and gives the folder free. */
    @Override
    public void close() {
        try (claim) {
            Optional<PostmasterPid> server = PostmasterPid.read(folder.data());
            if (server.isPresent() && server.get().runsOn(folder.data())) {
                control.stop();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop the database in " + folder.root(), e);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseStartException("interrupted while the database was starting", e);
        }
    }
}
