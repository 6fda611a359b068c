package io.sealcharge.card.software;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardBalance;
import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.ResponseApdu;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.testkit.DrivenCard;
import io.sealcharge.card.testkit.TestIssuer;
import io.sealcharge.card.testkit.TestPersonaliser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process of a card is killed between two commands: nothing that it answered is lost. */
class KilledCardTest {
    private static final SerialNumber SERIAL = SerialNumber.parse("0102030405060708");
    private static final CardId CARD = CardId.parse("6226880000000001");

    @TempDir
    private Path folder;

    @Test
    void whatWasAnsweredOutlivesTheProcess() throws IOException, InterruptedException {
        Path file = folder.resolve("card");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledCardTest.class.getName(),
                        file.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answered;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            answered = lines.readLine();
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(answered).isNotNull().startsWith("answered ");
        try (SoftwareCard card = open(file)) {
            card.transmit(CardCommands.select().encode());
            byte[] last = ResponseApdu.decode(
                            card.transmit(CardCommands.lastResult().encode()))
                    .data();
            assertThat("answered " + HexFormat.of().formatHex(last)).isEqualTo(answered);
            byte[] balance = ResponseApdu.decode(
                            card.transmit(CardCommands.balance().encode()))
                    .data();
            assertThat(CardBalance.decode(balance).balanceMinor()).isEqualTo(50);
        }
    }

    /** The process that is killed: personalises, recharges 50 times, says what was answered, and waits. */
    public static void main(String[] args) throws InterruptedException {
        SoftwareCardUnderTest card =
                new SoftwareCardUnderTest(SERIAL, TestIssuer.transportKey(SERIAL), SlotFile.open(Path.of(args[0])));
        DrivenCard blank = new DrivenCard(card);
        var key = new TestPersonaliser(blank::send, SERIAL, TestIssuer.parameters(CARD), KeyScheme.CERTIFIED).run();
        DrivenCard driven = new DrivenCard(card, CARD, key);
        for (int i = 0; i < 50; i++) {
            driven.apply(DrivenCard.move(Business.RECHARGE, 1));
        }
        byte[] last = driven.done(CardCommands.lastResult());
        System.out.println("answered " + HexFormat.of().formatHex(last));
        Thread.sleep(60_000);
    }

    private static SoftwareCard open(Path file) {
        return SoftwareCard.insert(
                SERIAL, TestIssuer.transportKey(SERIAL), SlotFile.open(file), new SecureRandom(), PowerSupply.STEADY);
    }
}
