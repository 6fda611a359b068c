package io.sealcharge.platform.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.app.UnavailableException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlFaultTest {
    private static PgException saying(String sqlState) {
        return new PgException("words", "ERROR", sqlState, "detail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "23514", "22003", "42601", "P0001"})
    void whatTheServerRefusesForTheStatementsSakeIsNoOutage(String sqlState) {
        PgException refused = saying(sqlState);

        assertThat(SqlFault.forPort(refused)).isSameAs(refused);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "53300", "57014", "57P01", "40P01", "40001"})
    void whatMayBeOverSoonIsAnOutage(String sqlState) {
        assertThat(SqlFault.forPort(saying(sqlState))).isInstanceOf(UnavailableException.class);
    }

    @Test
    void aServerThatIsNotReachedIsAnOutage() {
        assertThat(SqlFault.forPort(new VertxException("no connection", true)))
                .isInstanceOf(UnavailableException.class);
        assertThat(SqlFault.forPort(new TimeoutException())).isInstanceOf(UnavailableException.class);
    }
}
