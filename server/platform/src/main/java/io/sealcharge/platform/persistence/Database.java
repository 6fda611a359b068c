package io.sealcharge.platform.persistence;

import io.micrometer.core.instrument.MeterRegistry;
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
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The bounded pool of connections, and those of gathered acts. Every wait has an end; when the database is away or too many
 * wait, calls fail with UnavailableException.
 */
public final class Database {
    /** A full batch divided by this is worth a statement's fixed cost. */
    private static final int ENOUGH_OF_A_BATCH = 4;

    private static final int PIPELINING = 16;
    private static final int CACHED_STATEMENTS = 128;
    /** No more than this many tries of one act; each loss means that another act got through. */
    private static final int TRIES = 20;

    private static final int TRIES_AFTER_LOST_CONNECTION = 3;
    private static final long PAUSE_AFTER_LOST_CONNECTION_MS = 100;

    private final Vertx vertx;
    private final DatabaseEndpoint endpoint;
    private final Pool pool;
    private final PoolLimits limits;
    private final Queue<SqlClient> lines = new ConcurrentLinkedQueue<>();

    private Database(Vertx vertx, DatabaseEndpoint endpoint, Pool pool, PoolLimits limits) {
        this.vertx = vertx;
        this.endpoint = endpoint;
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
        return new Database(vertx, endpoint, pool, limits);
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
                // a bitmap holds all that was ever outstanding until the next vacuum; an index scan marks what is dead
                .addProperty("enable_bitmapscan", "off")
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

    private Pace pace() {
        return new Pace(limits.batchIntervalMs(), Math.max(1, limits.maxBatch() / ENOUGH_OF_A_BATCH), System::nanoTime);
    }

    /** Acts of one kind, gathered; with a batch of 1 each is a statement of its own, on any connection. */
    <A, R> Function<A, Future<R>> gather(Batch<A, R> batch, MeterRegistry meters) {
        if (limits.maxBatch() == 1) {
            return act -> alone(batch, act);
        }
        Gathering<A, R> gathering =
                new Gathering<>(vertx, line(), batch, pace(), limits.maxBatch(), limits.maxWaitQueue(), meters);
        return gathering::submit;
    }

    private <A, R> Future<R> alone(Batch<A, R> batch, A act) {
        List<A> acts = List.of(act);
        return run(batch.sql(), batch.parameters().apply(acts))
                .map(rows -> batch.answers().of(acts, rows).getFirst().orElseThrow());
    }

    /** The connection of one kind of act. */
    private Line line() {
        SqlClient client = PgBuilder.client()
                .with(new PoolOptions()
                        .setMaxSize(1)
                        .setMaxWaitQueueSize(limits.maxWaitQueue())
                        .setConnectionTimeout(limits.acquireTimeoutMs())
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
                .connectingTo(connect(endpoint, limits)
                        // every row that a batch needs is found by its index, however few there were at the planning
                        .addProperty("enable_hashjoin", "off")
                        .addProperty("enable_mergejoin", "off")
                        .addProperty("enable_material", "off"))
                .using(vertx)
                .build();
        lines.add(client);
        return new Line(client, limits.answerTimeoutMs());
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
        return Future.join(Stream.concat(lines.stream(), Stream.of(pool))
                        .map(SqlClient::close)
                        .toList())
                .mapEmpty();
    }
}
