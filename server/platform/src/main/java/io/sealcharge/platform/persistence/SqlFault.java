package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.UnavailableException;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** What a failure of the database means for the act that met it. SQLSTATEs: PostgreSQL manual, appendix A. */
final class SqlFault {
    private static final int RETRY_AFTER_SECONDS = 1;
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK_DETECTED = "40P01";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String QUERY_CANCELED = "57014";
    /** Connection exceptions, insufficient resources, operator intervention (shutting down, crashed, starting up). */
    private static final Set<String> AWAY = Set.of("08", "53", "57");

    private SqlFault() {}

    /** The server rolled the act back for the sake of another one; it may run again at once. */
    static boolean lostToAnother(Throwable failure) {
        String state = sqlState(failure);
        return SERIALIZATION_FAILURE.equals(state) || DEADLOCK_DETECTED.equals(state);
    }

    /** The connection ended under a running statement: whether it was committed is unknown until asked. */
    static boolean outcomeUnknown(Throwable failure) {
        String state = sqlState(failure);
        return failure instanceof ClosedConnectionException
                || (state.startsWith("57P") && !QUERY_CANCELED.equals(state))
                || (failure instanceof IOException && !(failure instanceof java.net.ConnectException));
    }

    /** The constraint that a row would have broken by being there twice. */
    static Optional<String> duplicate(Throwable failure) {
        return failure instanceof PgException e && UNIQUE_VIOLATION.equals(e.getSqlState())
                ? Optional.ofNullable(e.getConstraint())
                : Optional.empty();
    }

    /** What the statement is or was given made it fail, and not the state of the database: it would fail again. */
    static boolean isOfTheStatement(Throwable failure) {
        return !(forPort(failure) instanceof UnavailableException);
    }

    /** The failure as the ports know it: UnavailableException where trying later may help, else itself. */
    static Throwable forPort(Throwable failure) {
        boolean away = outcomeUnknown(failure)
                || lostToAnother(failure)
                || failure instanceof IOException
                || failure instanceof TimeoutException
                // Vert.x itself reports what is about reaching the server; what the server said is a VertxException,
                // too
                || (failure instanceof VertxException && !(failure instanceof DatabaseException))
                || failure instanceof ConnectionPoolTooBusyException
                || (sqlState(failure).length() == 5
                        && AWAY.contains(sqlState(failure).substring(0, 2)));
        return away
                ? new UnavailableException(UnavailableException.Part.DATABASE, RETRY_AFTER_SECONDS, failure)
                : failure;
    }

    private static String sqlState(Throwable failure) {
        return failure instanceof PgException e && e.getSqlState() != null ? e.getSqlState() : "";
    }
}
