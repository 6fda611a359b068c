package io.sealcharge.card.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.CardParameters;
import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.CommandApdu;
import io.sealcharge.card.protocol.IssuerRole;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.Limits;
import io.sealcharge.card.protocol.Nonce;
import io.sealcharge.card.protocol.OperationContent.AddIssuerKey;
import io.sealcharge.card.protocol.OperationContent.Bare;
import io.sealcharge.card.protocol.OperationContent.NewLimits;
import io.sealcharge.card.protocol.PlatformSession;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.StatusWord;
import io.sealcharge.card.protocol.TransferRequest;
import io.sealcharge.card.testkit.DrivenCard;
import io.sealcharge.card.testkit.TestIssuer;
import io.sealcharge.card.testkit.TestPersonaliser;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Commands that are right but for some bytes: whatever they are, the card answers a word of the protocol, never fails, and its memory stays as it
 * was.
 */
class BadBytesTest {
    private static final SerialNumber SERIAL = SerialNumber.parse("00000000000000b1");
    private static final int[] BYTES = {0x00, 0x01, 0x7F, 0x80, 0x81, 0x82, 0x83, 0x84, 0xFE, 0xFF};
    private static final int RANDOM_CHANGES = 300;
    private static final int HEADER = 5;

    private final KeptMemory memory = new KeptMemory(null);
    private final SimulatorUnderTest card =
            SimulatorUnderTest.insert(SERIAL, TestIssuer.transportKey(SERIAL), memory, new SecureRandom());
    private final CardParameters parameters = TestIssuer.parameters(CardId.parse("62000000000000b1"));
    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private DrivenCard driven = new DrivenCard(card);

    @BeforeEach
    void selectTheBlankCard() {
        driven.select();
    }

    private void personalise() {
        CardPublicKey key = new TestPersonaliser(driven::send, SERIAL, parameters, KeyScheme.CERTIFIED).run();
        driven = new DrivenCard(card, parameters.cardId(), key).select();
        driven.apply(DrivenCard.move(Business.RECHARGE, 20_000));
    }

    @Test
    void readingCommands() {
        personalise();
        for (CommandApdu command : List.of(
                CardCommands.select(),
                CardCommands.cardInfo(),
                CardCommands.certificate(),
                CardCommands.initialize(Business.REDEEM),
                CardCommands.lastResult(),
                CardCommands.balance(),
                CardCommands.signedStatus(driven.nextId(), new Nonce(new byte[Nonce.LENGTH])))) {
            assertNothingChanges(command.encode());
        }
    }

    @Test
    void transferRequests() {
        personalise();
        driven.initialize(Business.TRANSFER_OUT);
        TransferRequest request =
                new TransferRequest(driven.nextId(), TestIssuer.OPERATION_KEY, 1_000, DrivenCard.ACCOUNT);
        assertNothingChanges(
                CardCommands.requestTransfer(Business.TRANSFER_OUT, request).encode());
    }

    @Test
    void operations() {
        personalise();
        for (var content : List.of(
                DrivenCard.move(Business.REDEEM, 1_000),
                DrivenCard.move(Business.TRANSFER_IN, 1_000),
                new NewLimits(TestIssuer.CNY, new Limits(1, 2, 3)),
                new AddIssuerKey(TestIssuer.issuerKey(IssuerRole.OPERATION, 2)),
                new Bare(Business.BLOCK))) {
            byte[] good = CardCommands.execute(TestIssuer.sign(driven.prepare(content)))
                    .encode();
            // Without Le, for its value is not looked at.
            assertNothingChanges(Arrays.copyOf(good, good.length - 1));
            assertThat(card.transmit(good)).as("the unchanged one is applied").endsWith(0x90, 0x00);
        }
    }

    @Test
    void personalisationCommands() {
        TestPersonaliser personaliser = new TestPersonaliser(driven::send, SERIAL, parameters, KeyScheme.DERIVED);
        PlatformSession session = personaliser.begin();
        personaliser.storeParameters(session);
        CardPublicKey key = personaliser.storeKey(session);
        List<byte[]> commands = new ArrayList<>();
        commands.add(session.storeParameters(parameters).encode());
        commands.add(session.storeIssuerKey(TestIssuer.issuerKey(IssuerRole.ADMIN, 2))
                .encode());
        commands.add(session.makeCardKey().encode());
        commands.add(session.storeCardKey(TestIssuer.derivedKey("another")).encode());
        commands.add(session.provePossession(new Nonce(new byte[Nonce.LENGTH])).encode());
        commands.add(session.storeCertificate(TestIssuer.certify(parameters.cardId(), key))
                .encode());
        commands.add(session.lock().encode());
        commands.forEach(this::assertNothingChanges);
    }

    @Test
    void theLargestAmountsAreMovedToTheUnit() {
        personalise();
        driven.apply(new NewLimits(TestIssuer.CNY, new Limits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE)));
        long room = Long.MAX_VALUE - 20_000;
        driven.refused(
                CardCommands.execute(TestIssuer.sign(driven.prepare(DrivenCard.move(Business.RECHARGE, room + 1)))),
                StatusWord.OVER_CAP);
        assertThat(driven.apply(DrivenCard.move(Business.RECHARGE, room)).balanceAfterMinor())
                .isEqualTo(Long.MAX_VALUE);
        driven.refused(
                CardCommands.execute(TestIssuer.sign(driven.prepare(DrivenCard.move(Business.RECHARGE, 1)))),
                StatusWord.OVER_CAP);
        assertThat(driven.apply(DrivenCard.move(Business.REDEEM, Long.MAX_VALUE))
                        .balanceAfterMinor())
                .isZero();
        driven.apply(DrivenCard.move(Business.RECHARGE, 5));
        // What was debited without PIN is at its limit, and one more would not fit 63 bits.
        driven.refused(
                CardCommands.execute(TestIssuer.sign(driven.prepare(DrivenCard.move(Business.REDEEM, 1)))),
                StatusWord.PIN_NEEDED);
    }

    private void assertNothingChanges(byte[] good) {
        byte[] before = memory.image();
        for (byte[] bad : spoilt(good)) {
            if (Arrays.equals(bad, good)) {
                continue;
            }
            byte[] answer = card.transmit(bad);
            int word = (answer[answer.length - 2] & 0xFF) << 8 | (answer[answer.length - 1] & 0xFF);
            assertThat(StatusWord.of(word))
                    .as(
                            "%04X to %s; repeat: ./test card-bridge/virtual-card -Dtest=BadBytesTest -Dseed=%d",
                            word, HexFormat.of().formatHex(bad), seed)
                    .isPresent()
                    .get()
                    .isNotEqualTo(StatusWord.CARD_FAILED);
            assertThat(memory.image()).as("%s", HexFormat.of().formatHex(bad)).isEqualTo(before);
        }
    }

    private List<byte[]> spoilt(byte[] good) {
        List<byte[]> all = new ArrayList<>();
        for (int at = 0; at < good.length; at++) {
            for (int value : at < HEADER + 16 ? BYTES : new int[] {good[at] + 1, good[at] ^ 0x80}) {
                byte[] bad = good.clone();
                bad[at] = (byte) value;
                all.add(bad);
            }
        }
        for (int length = 0; length < good.length - HEADER; length += 1 + length / 8) {
            byte[] cut = Arrays.copyOf(good, HEADER + length);
            cut[HEADER - 1] = (byte) length;
            all.add(cut);
        }
        byte[] longer = Arrays.copyOf(good, HEADER + 255);
        longer[HEADER - 1] = (byte) 255;
        all.add(longer);
        for (int i = 0; i < RANDOM_CHANGES; i++) {
            byte[] bad = good.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            all.add(bad);
        }
        return all;
    }
}
