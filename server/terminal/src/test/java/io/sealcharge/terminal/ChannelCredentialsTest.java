package io.sealcharge.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelCredentialsTest {
    @TempDir
    Path folder;

    private final ChannelCredentials credentials = ChannelCredentials.generate("channel-1");
    private Path file;

    @BeforeEach
    void save() {
        file = folder.resolve("channel.jwk");
        credentials.save(file);
    }

    @Test
    void aSavedKeyIsLoaded() throws IOException {
        ChannelCredentials loaded = ChannelCredentials.load("channel-1", file);

        assertThat(loaded.kid()).isEqualTo(credentials.kid());
        assertThat(loaded.publicJwkJson())
                .isEqualTo(credentials.publicJwkJson())
                .doesNotContain("\"d\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aKeyThatOthersMayReadIsRefused() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> ChannelCredentials.load("channel-1", file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chmod 600 " + file);
    }

    @Test
    void aPublicKeyIsRefused() throws IOException {
        Files.writeString(file, credentials.publicJwkJson());

        assertThatThrownBy(() -> ChannelCredentials.load("channel-1", file))
                .hasMessage(file + " must hold a private EC key on P-256");
    }

    @Test
    void aFileThatIsNoKeyIsRefusedWithoutItsContent() throws IOException {
        Files.writeString(file, "{\"kty\":\"oct\",\"k\":\"SECRET\"}");

        assertThatThrownBy(() -> ChannelCredentials.load("channel-1", file))
                .hasMessage(file + " must hold a private JWK of type EC")
                .hasNoCause();
    }

    @Test
    void aKeyFileIsNeverOverwritten() {
        assertThatThrownBy(() -> ChannelCredentials.generate("other").save(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is not overwritten");
    }

    @Test
    void credentialsAreNotPrinted() {
        assertThat(credentials).hasToString("***");
    }
}
