package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("real")
class PgKeyVersionsTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static final KeyDescription INDEX = secret(KeyRole.PIN_INDEX, 1, 1);
    private static final KeyDescription SIGNING = pair(KeyRole.TOKEN_SIGNING, 1, 2);
    private PgKeyVersions versions;

    @BeforeEach
    void empty() {
        DB.execute("DELETE FROM key_version");
        versions = new PgKeyVersions(DB.database());
    }

    @Test
    void keysAreKeptAndAddedToAsEpochsCome() {
        await(versions.add(List.of(SIGNING, INDEX)));
        await(versions.add(List.of(SIGNING, INDEX, secret(KeyRole.PIN_INDEX, 2, 3))));

        assertThat(await(versions.active())).containsExactly(INDEX, secret(KeyRole.PIN_INDEX, 2, 3), SIGNING);
    }

    @Test
    void anotherKeyUnderAKnownNameIsRefusedAndNothingIsAdded() {
        await(versions.add(List.of(INDEX)));

        assertThatThrownBy(() -> await(versions.add(List.of(SIGNING, secret(KeyRole.PIN_INDEX, 1, 9)))))
                .isInstanceOf(DatabaseStartException.class)
                .hasMessageContaining("pin-index/1");
        assertThat(await(versions.active())).containsExactly(INDEX);
    }

    @Test
    void aKnownCkaIdUnderAnotherNameIsRefused() {
        await(versions.add(List.of(INDEX)));

        assertThatThrownBy(() -> await(versions.add(List.of(secret(KeyRole.PIN_INDEX, 2, 1)))))
                .isInstanceOf(DatabaseStartException.class)
                .hasMessageContaining("pin-index/2");
    }

    private static KeyDescription secret(KeyRole role, int epoch, int id) {
        return new KeyDescription(new KeyId(role, epoch), bytes(16, id), null, bytes(32, id));
    }

    private static KeyDescription pair(KeyRole role, int epoch, int id) {
        return new KeyDescription(new KeyId(role, epoch), bytes(16, id), bytes(65, id), null);
    }

    private static byte[] bytes(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
