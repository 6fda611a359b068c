package io.sealcharge.acceptance.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table that leads from a URL to its SQL is the one that the sources show. */
class OperationsTableTest {
    private final Repository repository = Repository.here();
    private final OperationsTable table = new OperationsTable(repository);

    @Test
    void thePageIsWhatTheSourcesShow() throws IOException {
        Path page = repository.file("docs/operations.md");
        String expected = table.markdown();
        if (Boolean.getBoolean("sealcharge.write")) {
            Files.writeString(page, expected);
        }
        assertThat(Repository.read(page)).isEqualTo(expected);
    }

    @Test
    void theBusyCallsReachKeysAndSql() {
        assertThat(table.lines())
                .filteredOn(line -> line.operationId().matches("createPurchase|createRecharge(Request)?"))
                .hasSize(3)
                .allSatisfy(line -> {
                    assertThat(line.useCases()).hasSize(1);
                    assertThat(line.keys()).isNotEmpty();
                    assertThat(line.sql()).hasSizeGreaterThan(1);
                });
    }
}
