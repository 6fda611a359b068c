package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.persistence.AuditedColumns.Column;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever single value of a row somebody changes in the database, the audit finds it. */
@Tag("real")
class MoneyAlterationTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static final int ALTERATIONS = Boolean.getBoolean("sealcharge.long") ? 1_000 : 200;
    private static final int TRIES_OF_A_COLUMN = 40;

    private final long seed = Long.getLong("seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @BeforeAll
    static void trade() throws SQLException {
        Trade.everything(DB);
    }

    /** First each column once, then any. */
    @Test
    void everyAlterationOfARowIsFound() throws SQLException {
        assertThat(difference()).isEmpty();
        List<String> unnoticed = new ArrayList<>();
        Map<Column, Integer> altered = new HashMap<>();
        try (Connection connection = DB.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            List<Column> columns = AuditedColumns.all(statement);
            for (Column column : columns) {
                for (int i = 0; i < TRIES_OF_A_COLUMN && !altered.containsKey(column); i++) {
                    alter(statement, column, altered, unnoticed);
                }
            }
            int done = altered.size();
            while (done < ALTERATIONS) {
                Column column = columns.get(random.nextInt(columns.size()));
                done += alter(statement, column, altered, unnoticed) ? 1 : 0;
            }
        }
        assertThat(unnoticed)
                .as("repeat: ./test server/platform -Dtest=MoneyAlterationTest -Dseed=%d", seed)
                .isEmpty();
        assertThat(difference()).as("after everything was put back").isEmpty();
        assertThat(altered).hasSizeGreaterThan(60);
    }

    private boolean alter(Statement statement, Column column, Map<Column, Integer> altered, List<String> unnoticed)
            throws SQLException {
        Optional<Alteration> alteration = Alteration.make(statement, column, random);
        if (alteration.isEmpty()) {
            return false;
        }
        altered.merge(column, 1, Integer::sum);
        if (difference().isEmpty()) {
            unnoticed.add(alteration.get().toString());
        }
        alteration.get().undo(statement);
        return true;
    }

    private static Optional<MoneyAudit.Difference> difference() {
        return await(new MoneyAudit(DB.database()).run()).firstDifference();
    }
}
