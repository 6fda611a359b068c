package io.sealcharge.platform.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.TimeUnit;

/**
 * One connection: the server runs its statements one after the other, each a transaction by itself, in the order of their
 * sending. It is made at the first use, and anew when it was lost.
 */
final class Line {
    private final SqlClient client;
    private final long answerTimeoutMs;

    Line(SqlClient client, long answerTimeoutMs) {
        this.client = client;
        this.answerTimeoutMs = answerTimeoutMs;
    }

    Future<RowSet<Row>> run(String sql, Tuple parameters) {
        return client.preparedQuery(sql).execute(parameters).timeout(answerTimeoutMs, TimeUnit.MILLISECONDS);
    }
}
