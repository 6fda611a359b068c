package io.sealcharge.card.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.OperationResult;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.testkit.DrivenCard;
import io.sealcharge.card.testkit.TestIssuer;
import io.sealcharge.card.testkit.TestPersonaliser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A card in a file: what was answered is there, whatever dies. */
class FileMemoryTest {
    private static final SerialNumber SERIAL = SerialNumber.parse("00000000000000f1");
    private static final CardId CARD_ID = CardId.parse("62000000000000f1");
    private static final int ANSWERS_BEFORE_THE_KILL = 8;

    @TempDir
    Path folder;

    @Test
    void aCardIsFoundAgainInItsFile() throws IOException {
        Path file = folder.resolve("card");
        CardPublicKey key;
        try (SimulatorUnderTest card = insert(file)) {
            DrivenCard blank = new DrivenCard(card);
            key = personalise(blank);
            new DrivenCard(card, CARD_ID, key).select().apply(DrivenCard.move(Business.RECHARGE, 1_000));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (SimulatorUnderTest card = insert(file)) {
            DrivenCard again = new DrivenCard(card, CARD_ID, key).select();
            assertThat(again.lastResult().balanceAfterMinor()).isEqualTo(1_000);
            assertThat(again.apply(DrivenCard.move(Business.REDEEM, 1)).counterAfter())
                    .isEqualTo(2);
        }
    }

    @Test
    void aCardIsInOneReaderAtATime() {
        Path file = folder.resolve("card");
        try (SimulatorUnderTest card = insert(file)) {
            assertThat(card).isNotNull();
            assertThatThrownBy(() -> insert(file)).isInstanceOf(IllegalStateException.class);
        }
        insert(file).close();
    }

    @Test
    void aDamagedOrForeignFileIsRefused() throws IOException {
        Path file = folder.resolve("card");
        insert(file).close();
        byte[] image = Files.readAllBytes(file);
        for (int at = 0; at < image.length; at += 97) {
            byte[] damaged = image.clone();
            damaged[at] ^= 1;
            Files.write(file, damaged);
            assertThatThrownBy(() -> insert(file).close())
                    .as("byte %d", at)
                    .hasMessageMatching("this is no card's memory|the card's memory is damaged");
        }
        Files.write(file, new byte[10]);
        assertThatThrownBy(() -> insert(file).close()).hasMessageContaining("no card's memory");
        byte[] layout = CardImage.sha256(new byte[0]);
        Files.write(file, CardImage.encode(layout, new byte[20]));
        assertThatThrownBy(() -> insert(file).close()).hasMessageContaining("another version of the applet");
    }

    @Test
    void whatWasAnsweredOutlivesAKillOfTheProcess() throws IOException, InterruptedException {
        Path file = folder.resolve("card");
        CardPublicKey key;
        try (SimulatorUnderTest card = insert(file)) {
            key = personalise(new DrivenCard(card));
        }
        Path answers = folder.resolve("answers");
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Recharging.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(answers.toFile())
                .start();
        while (reader.isAlive() && Files.readAllLines(answers).size() < ANSWERS_BEFORE_THE_KILL) {
            reader.waitFor(5, TimeUnit.MILLISECONDS);
        }
        // SIGKILL, in the middle of whatever it does now.
        reader.destroyForcibly().waitFor();
        List<String> lines = Files.readAllLines(answers);
        assertThat(lines).hasSizeGreaterThanOrEqualTo(ANSWERS_BEFORE_THE_KILL);
        long answered = Long.parseLong(lines.getLast());
        try (SimulatorUnderTest card = insert(file)) {
            OperationResult last = new DrivenCard(card, CARD_ID, key).select().lastResult();
            assertThat(last.counterAfter()).isBetween(answered, answered + 1);
            assertThat(last.balanceAfterMinor()).isEqualTo(last.counterAfter());
        }
    }

    /** Recharges one unit after the other and prints each counter that was answered. */
    static final class Recharging {
        private Recharging() {}

        public static void main(String[] arguments) {
            SimulatorUnderTest card = insert(Path.of(arguments[0]));
            // The key is not known here; whoever reads the file afterwards verifies the last result.
            DrivenCard driven = new DrivenCard(card).select();
            while (true) {
                var operation = TestIssuer.sign(
                        driven.operation(driven.initialize(Business.RECHARGE), DrivenCard.move(Business.RECHARGE, 1)));
                byte[] answer = driven.done(CardCommands.execute(operation));
                System.out.println(Signed.result(answer).statement().counterAfter());
            }
        }
    }

    private static CardPublicKey personalise(DrivenCard blank) {
        return new TestPersonaliser(blank::send, SERIAL, TestIssuer.parameters(CARD_ID), KeyScheme.CERTIFIED).run();
    }

    private static SimulatorUnderTest insert(Path file) {
        return SimulatorUnderTest.insert(
                SERIAL, TestIssuer.transportKey(SERIAL), new FileMemory(file), new SecureRandom());
    }
}
