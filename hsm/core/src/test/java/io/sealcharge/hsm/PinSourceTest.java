package io.sealcharge.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinSourceTest {
    @TempDir
    Path folder;

    @Test
    void thePinIsTheFirstLine() throws Exception {
        assertThat(PinSource.ofFile(file("rw-------", "geheim-ü\n")).read()).containsExactly("geheim-ü".toCharArray());
        assertThat(PinSource.ofFile(file("r--------", "1234\r\nmore")).read()).containsExactly("1234".toCharArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
    void aFileThatOthersMayReadOrWriteIsRefused(String permissions) throws Exception {
        PinSource source = PinSource.ofFile(file(permissions, "1234"));

        assertThatThrownBy(source::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chmod 600")
                .hasMessageNotContaining("1234");
    }

    @Test
    void anEmptyOrMissingFileIsRefused() throws Exception {
        assertThatThrownBy(PinSource.ofFile(file("rw-------", "\n"))::read)
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(PinSource.ofFile(folder.resolve("none"))::read)
                .isInstanceOfAny(IllegalArgumentException.class, UncheckedIOException.class);
    }

    private Path file(String permissions, String text) throws Exception {
        Path file = Files.createTempFile(folder, "pin", "");
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
