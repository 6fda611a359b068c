package io.sealcharge.platform.persistence;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("real")
class DurabilityCheckTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    @Test
    void aDatabaseThatAcknowledgesBeforeItHasWrittenIsRefused() {
        assertThatCode(() -> DurabilityCheck.require(DB.endpoint())).doesNotThrowAnyException();

        DB.execute("ALTER DATABASE " + DB.endpoint().database() + " SET synchronous_commit = off");

        assertThatThrownBy(() -> DurabilityCheck.require(DB.endpoint()))
                .isInstanceOf(DatabaseStartException.class)
                .hasMessageContaining("synchronous_commit off");
    }

    @Test
    void aDatabaseThatIsAwayIsNamed() throws java.io.IOException {
        int nobody = EmbeddedFolder.freePort();
        DatabaseEndpoint away = DatabaseEndpoint.local(nobody, "sealcharge", "sealcharge", DatabasePassword.of("x"));

        assertThatThrownBy(() -> DurabilityCheck.require(away))
                .isInstanceOf(DatabaseStartException.class)
                .hasMessageContaining("127.0.0.1:" + nobody);
    }
}
