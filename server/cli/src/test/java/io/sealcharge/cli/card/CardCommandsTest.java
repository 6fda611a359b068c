package io.sealcharge.cli.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.TransportKey;
import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.cli.Sealcharge;
import io.sealcharge.cli.issuer.CardNumbers;
import io.sealcharge.cli.issuer.IssuerOptions;
import io.sealcharge.cli.issuer.VirtualCard;
import io.sealcharge.platform.domain.Luhn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sealcharge card} does without a token. */
class CardCommandsTest {
    private static final SerialNumber SERIAL = SerialNumber.parse("00000000000000a1");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path card;

    @BeforeEach
    void makeBlankCard() throws IOException {
        card = folder.resolve("cards").resolve("one");
        try (TransportKey key = new TransportKey(new byte[TransportKey.LENGTH])) {
            VirtualCard.make(card, SERIAL, key).close();
        }
    }

    @Test
    void aBlankCardTellsItsSerialNumberAndNoMore() {
        assertThat(run("card", "info", "--card", card.toString())).isEqualTo(Exit.DONE);
        assertThat(text(out)).containsIgnoringWhitespaces("state blank", "serial number " + SERIAL);
        out.reset();

        assertThat(run("card", "info", "--card", card.toString(), "--json")).isEqualTo(Exit.DONE);
        assertThat(text(out))
                .isEqualToIgnoringWhitespace("{\"state\": \"blank\", \"serialNumber\": \"" + SERIAL + "\"}");
    }

    @Test
    void aCardThatIsNotThereOrInAnotherReaderIsNotRead() {
        assertThat(run("card", "info", "--card", folder.resolve("none").toString()))
                .isEqualTo(Exit.USAGE);
        assertThat(text(err)).contains("there is no card");

        try (VirtualCard elsewhere = VirtualCard.insert(card)) {
            assertThat(elsewhere.transmit(new byte[] {0, 0, 0, 0})).hasSize(2);
            assertThat(run("card", "info", "--card", card.toString())).isEqualTo(Exit.FAILED);
            assertThat(text(err)).contains("has the card open");
        }
    }

    @Test
    void aFileThatIsNoCardIsRefusedAndStaysAsItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("letter"), "dear card");

        assertThat(run("card", "info", "--card", file.toString())).isEqualTo(Exit.FAILED);

        assertThat(file).hasContent("dear card");
    }

    @Test
    void withoutTheOfficersManifestNothingIsVerifiedOrPersonalised() throws IOException {
        Path config = Files.writeString(folder.resolve("config.yaml"), "hsm: {pinFile: x.pin, keyManifest: m.json}\n");
        Files.setPosixFilePermissions(
                Files.writeString(folder.resolve("x.pin"), "1234"), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(
                folder.resolve("m.json"),
                "{\"version\": 1, \"token\": {\"label\": \"server\", \"serial\": \"1\"}, \"keys\": []}");
        for (String command : new String[] {"verify", "personalise"}) {
            assertThat(run(
                            "card",
                            command,
                            "--card",
                            card.toString(),
                            "--config",
                            config.toString(),
                            "--officers",
                            folder.toString(),
                            "--certificates",
                            folder.resolve("certificates").toString()))
                    .isEqualTo(Exit.USAGE);
            assertThat(text(err)).contains("there is no key manifest").contains("hsm setup");
            err.reset();
        }
    }

    @Test
    void cardNumbersBeginWithTheIssuersAndEndInACheckDigit() {
        Set<CardId> drawn = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            CardId id = new CardNumbers().cardId(IssuerOptions.DEFAULT_ISSUER);
            byte[] digits = id.toString().getBytes(StandardCharsets.US_ASCII);
            assertThat(id.toString()).matches(IssuerOptions.DEFAULT_ISSUER + "[0-9]{8}");
            assertThat(digits[15]).isEqualTo(Luhn.checkDigit(digits, 15));
            drawn.add(id);
        }
        assertThat(drawn).hasSizeGreaterThan(95);
    }

    private int run(String... arguments) {
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        return Sealcharge.commandLine(console).execute(arguments);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
