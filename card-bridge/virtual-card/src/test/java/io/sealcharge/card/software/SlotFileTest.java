package io.sealcharge.card.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotFileTest {
    @TempDir
    private Path folder;

    private SlotFile open() {
        return SlotFile.open(folder.resolve("card"));
    }

    @Test
    void whatWasStoredLastIsLoaded() {
        try (SlotFile file = open()) {
            assertThat(file.load()).isNull();
            for (int i = 1; i <= 5; i++) {
                file.store(new byte[] {(byte) i});
            }
        }
        try (SlotFile file = open()) {
            assertThat(file.load()).containsExactly(5);
            file.store(new byte[] {6, 6});
        }
        try (SlotFile file = open()) {
            assertThat(file.load()).containsExactly(6, 6);
        }
    }

    @Test
    void aTornWriteLeavesWhatWasThereBefore() throws IOException {
        byte[] before = {1, 2, 3};
        byte[] after = {4, 5, 6, 7};
        try (SlotFile file = open()) {
            file.load();
            file.store(new byte[] {9});
            file.store(before);
        }
        byte[] old = Files.readAllBytes(folder.resolve("card"));
        try (SlotFile file = open()) {
            file.load();
            file.store(after);
        }
        byte[] whole = Files.readAllBytes(folder.resolve("card"));
        int from = SlotFile.SLOT_BYTES;
        for (int written = 0; written <= 20; written++) {
            byte[] torn = old.clone().length >= whole.length ? old.clone() : Arrays.copyOf(old, whole.length);
            System.arraycopy(whole, from, torn, from, written);
            Files.write(folder.resolve("card"), torn);
            try (SlotFile file = open()) {
                assertThat(file.load()).as("%d bytes written", written).isEqualTo(written < 20 ? before : after);
            }
        }
    }

    @Test
    void oneCardIsOpenOnce() {
        SlotFile file = open();
        assertThatThrownBy(this::open).isInstanceOf(IllegalStateException.class).hasMessageContaining("open elsewhere");
        file.close();
        open().close();
    }

    @Test
    void onlyTheOwnerReadsIt() throws IOException {
        open().close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("card"))))
                .isEqualTo("rw-------");
    }
}
