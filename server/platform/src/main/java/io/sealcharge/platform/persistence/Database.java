package io.sealcharge.platform.persistence;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The bounded pool of connections. Every wait in it has an end; when the database is away or the pool is full, calls fail
 * with UnavailableException.
 */
public final class Database {
    private static final int PIPELINING = 16;
    private static final int CACHED_STATEMENTS = 128;
    /** No more than this many tries of one act; each loss means that another act got through. */
    private static final int TRIES = 20;

    private static final int TRIES_AFTER_LOST_CONNECTION = 3;
    private static final long PAUSE_AFTER_LOST_CONNECTION_MS = 100;

    private final Vertx vertx;
    private final Pool pool;
    private final PoolLimits limits;

    private Database(Vertx vertx, Pool pool, PoolLimits limits) {
        this.vertx = vertx;
        this.pool = pool;
        this.limits = limits;
    }

    /** Makes the pool; connects at the first use. */
    public static Database open(Vertx vertx, DatabaseEndpoint endpoint, PoolLimits limits) {
        PoolOptions size = new PoolOptions()
                .setName("postgresql")
                .setMaxSize(limits.poolSize())
                .setMaxWaitQueueSize(limits.maxWaitQueue())
                .setConnectionTimeout(limits.acquireTimeoutMs())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
        Pool pool = PgBuilder.pool()
                .with(size)
                .connectingTo(connect(endpoint, limits))
                .using(vertx)
                .build();
        return new Database(vertx, pool, limits);
    }

    private static PgConnectOptions connect(DatabaseEndpoint endpoint, PoolLimits limits) {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(endpoint.host())
                .setPort(endpoint.port())
                .setDatabase(endpoint.database())
                .setUser(endpoint.user())
                .setPassword(endpoint.password().reveal())
                .setPipeliningLimit(PIPELINING)
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(CACHED_STATEMENTS)
                .setPreparedStatementCacheSqlFilter(sql -> true)
                .addProperty("application_name", "sealcharge")
                // planned once, when tables may still be empty; every statement of a request has its index
                .addProperty("plan_cache_mode", "force_generic_plan")
                .addProperty("enable_seqscan", "off")
                .addProperty("statement_timeout", Integer.toString(limits.statementTimeoutMs()))
                .addProperty("idle_in_transaction_session_timeout", Integer.toString(limits.statementTimeoutMs()))
                .setSslMode(SslMode.of(endpoint.tls().label()));
        return switch (endpoint.tls()) {
            case DISABLE -> options;
            case REQUIRE -> options.setSslOptions(new ClientSSLOptions().setTrustAll(true));
            case VERIFY_FULL ->
                options.setSslOptions(new ClientSSLOptions()
                        .setHostnameVerificationAlgorithm("HTTPS")
                        .setTrustOptions(new PemTrustOptions().addCertPath(String.valueOf(endpoint.caFile()))));
        };
    }

    /** One statement, a transaction by itself. */
    Future<RowSet<Row>> run(String sql, Tuple parameters) {
        return inTime(pool.preparedQuery(sql).execute(parameters));
    }

    /** Several statements, one transaction. */
    <T> Future<T> transaction(Function<SqlConnection, Future<T>> statements) {
        return pool.withTransaction(statements).map(result -> Objects.requireNonNull(result));
    }

    /** A read: its failures are the port's. */
    Future<RowSet<Row>> read(String sql, Tuple parameters) {
        return run(sql, parameters).recover(failure -> Future.failedFuture(SqlFault.forPort(failure)));
    }

    /**
     * Runs an act that a constraint keeps from happening twice, and runs it again if another one got in its way, or if
     * the connection was lost: then what became of it is found out by the repeat.
     */
    <T> Future<T> act(Supplier<Future<T>> act) {
        return attempt(act, 1, 1).recover(failure -> Future.failedFuture(SqlFault.forPort(failure)));
    }

    private <T> Future<T> attempt(Supplier<Future<T>> act, int tries, int lostConnections) {
        return act.get().recover(failure -> {
            boolean again = SqlFault.lostToAnother(failure) || failure instanceof LostRaceException;
            if (again && tries < TRIES) {
                return attempt(act, tries + 1, lostConnections);
            }
            if (SqlFault.outcomeUnknown(failure) && lostConnections < TRIES_AFTER_LOST_CONNECTION) {
                return vertx.timer(PAUSE_AFTER_LOST_CONNECTION_MS, TimeUnit.MILLISECONDS)
                        .compose(fired -> attempt(act, tries + 1, lostConnections + 1));
            }
            return Future.failedFuture(failure);
        });
    }

    private <T> Future<T> inTime(Future<T> answer) {
        return answer.timeout(limits.answerTimeoutMs(), TimeUnit.MILLISECONDS);
    }

    /** Whether the database answers; never fails. */
    public Future<Boolean> answers() {
        return run("SELECT 1", Tuple.tuple()).map(true).otherwise(false);
    }

    /** Closes the connections; statements under way still end. */
    public Future<Void> close() {
        return pool.close();
    }
}
