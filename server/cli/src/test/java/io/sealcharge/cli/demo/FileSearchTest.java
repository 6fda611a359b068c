package io.sealcharge.cli.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSearchTest {
    private static final byte[] PIN = "739205518264907133".getBytes(US_ASCII);

    @TempDir
    private Path folder;

    private final PinSearch pin = new PinSearch(Map.of("PIN", PIN));

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(folder.resolve("log"));
        Files.createDirectories(folder.resolve("db/data/pg_wal"));
    }

    @Test
    void namesTheKindAndThePathOfEachFileThatHoldsASecret() throws IOException {
        Files.write(folder.resolve("plain.txt"), PIN);
        Files.write(folder.resolve("log/sealcharge.log"), Encoding.HEX_LOWER.written("x", PIN, "y"));
        Files.write(
                folder.resolve("db/data/pg_wal/000000010000000000000001"), Encoding.BASE64_AT_1.written("x", PIN, ""));
        Files.write(folder.resolve("empty"), new byte[0]);

        SearchReport report = search();

        assertThat(report.places()).isEqualTo(4);
        assertThat(report.finds())
                .extracting(find -> find.kind() + " " + find.place())
                .contains(
                        "FILE plain.txt",
                        "LOG log/sealcharge.log",
                        "WRITE_AHEAD_LOG db/data/pg_wal/000000010000000000000001")
                .noneMatch(find -> find.contains("empty"));
    }

    @Test
    void aSecretInAFilesNameIsFound() throws IOException {
        Files.createFile(folder.resolve("voucher-739205518264907133.json"));

        assertThat(search().finds()).hasSize(1);
    }

    @Test
    void aRecordCutInTwoByAPageOfTheWriteAheadLogIsFound() throws IOException {
        ByteArrayOutputStream segment = new ByteArrayOutputStream();
        segment.writeBytes(filled(WalPages.FIRST_HEADER, 'h'));
        segment.writeBytes(filled(WalPages.PAGE - WalPages.FIRST_HEADER - 7, 'r'));
        segment.write(PIN, 0, 7);
        segment.writeBytes(filled(WalPages.HEADER, 'h'));
        segment.write(PIN, 7, PIN.length - 7);
        segment.writeBytes(filled(5_000, 'r'));
        Files.write(folder.resolve("db/data/pg_wal/000000010000000000000001"), segment.toByteArray());

        assertThat(search().encodings("PIN", Place.WRITE_AHEAD_LOG)).contains(Encoding.PLAIN);
    }

    @Test
    void aRecordThatGoesOnInTheNextSegmentIsFound() throws IOException {
        byte[] first = filled(2 * WalPages.PAGE, 'r');
        System.arraycopy(PIN, 0, first, first.length - 9, 9);
        byte[] second = filled(WalPages.PAGE, 'r');
        System.arraycopy(PIN, 9, second, WalPages.FIRST_HEADER, 9);
        Files.write(folder.resolve("db/data/pg_wal/00000001000000000000000A"), first);
        Files.write(folder.resolve("db/data/pg_wal/00000001000000000000000B"), second);

        assertThat(search().encodings("PIN", Place.WRITE_AHEAD_LOG)).contains(Encoding.PLAIN);
    }

    @Test
    void aCleanFolderGivesNoFindsButCountsWhatItRead() throws IOException {
        Files.write(folder.resolve("a.bin"), filled(3_000_000, '7'));

        SearchReport report = search();

        assertThat(report.finds()).isEmpty();
        assertThat(report.bytes()).isEqualTo(3_000_000);
    }

    private SearchReport search() throws IOException {
        return new FileSearch(folder, folder.resolve("log"), folder.resolve("db/data/log")).search(pin);
    }

    private static byte[] filled(int length, char with) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }
}
