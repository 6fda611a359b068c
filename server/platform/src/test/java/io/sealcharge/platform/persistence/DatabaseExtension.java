package io.sealcharge.platform.persistence;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A migrated database of its own for each test class, on one real PostgreSQL shared by the module's run. Use as a static
 * field with {@code @RegisterExtension}.
 */
public final class DatabaseExtension implements BeforeAllCallback, AfterAllCallback {
    private static final String TEMPLATE = "sealcharge_template";
    private static final AtomicInteger COUNT = new AtomicInteger();
    public static final PoolLimits LIMITS = new PoolLimits(8, 512, 128, 20, 10_000, 20_000);

    private SharedServer server;
    private String name;
    private Vertx vertx;
    private Database database;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(SharedServer.class, key -> new SharedServer(), SharedServer.class);
        name = "test_" + COUNT.incrementAndGet() + "_"
                + context.getRequiredTestClass().getSimpleName().toLowerCase(Locale.ROOT);
        server.execute("DROP DATABASE IF EXISTS " + name);
        server.execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE + " OWNER " + EmbeddedFolder.USER);
        vertx = Vertx.vertx();
        database = Database.open(vertx, endpoint(), LIMITS);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (database == null) {
            return; // it did not start, which has been reported
        }
        await(database.close());
        await(vertx.close());
        server.execute("DROP DATABASE " + name + " WITH (FORCE)");
    }

    /** The class's own database, as the platform's role. */
    public DatabaseEndpoint endpoint() {
        return server.embedded.endpoint().withDatabase(name);
    }

    public Database database() {
        return database;
    }

    public Vertx vertx() {
        return vertx;
    }

    /** Another pool on the same database, as another node would have. */
    public Database anotherNode() {
        return Database.open(vertx, endpoint(), LIMITS);
    }

    /** A connection that may do anything, to this class's database. */
    public Connection superuser() throws SQLException {
        return Jdbc.dataSource(server.embedded.superuser().withDatabase(name)).getConnection();
    }

    /** Runs statements as the platform's role. */
    public void execute(String sql) {
        try (Connection connection = Jdbc.dataSource(endpoint()).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The number that a query gives. */
    public long number(String sql) {
        return Long.parseLong(text(sql));
    }

    /** The one value that a query gives, as text. */
    public String text(String sql) {
        try (Connection connection = Jdbc.dataSource(endpoint()).getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Waits for a result; a failure is thrown as it is. */
    public static <T> T await(Future<T> future) {
        try {
            return future.await(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer after 60 s", e);
        }
    }

    /** Stays in the module's build folder from run to run, so that only the first run unpacks and initialises. */
    private static final class SharedServer implements AutoCloseable {
        private final EmbeddedDatabase embedded;

        SharedServer() {
            Path folder = Path.of(System.getProperty("sealcharge.test.database", "target/test-database"));
            embedded = EmbeddedDatabase.start(folder.toAbsolutePath(), 0);
            execute("DROP DATABASE IF EXISTS " + TEMPLATE);
            execute("CREATE DATABASE " + TEMPLATE + " OWNER " + EmbeddedFolder.USER);
            Migrations.apply(embedded.endpoint().withDatabase(TEMPLATE));
        }

        void execute(String sql) {
            try (Connection connection = Jdbc.dataSource(embedded.superuser()).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }

        @Override
        public void close() {
            embedded.close();
        }
    }
}
