package io.sealcharge.card.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.CommandApdu;
import io.sealcharge.card.protocol.DerivedCardKey;
import io.sealcharge.card.protocol.EncodedPoint;
import io.sealcharge.card.protocol.IssuerKeyEpochs;
import io.sealcharge.card.protocol.IssuerRole;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.Nonce;
import io.sealcharge.card.protocol.PlatformSession;
import io.sealcharge.card.protocol.ResponseApdu;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.SessionBrokenException;
import io.sealcharge.card.protocol.StatusWord;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From a blank card to an active one, under session keys that nobody in between has. */
public abstract class PersonalisationContract extends CardContract {

    /** A blank card and the platform's half. */
    private record Bench(DrivenCard card, SerialNumber serial, TestPersonaliser personaliser) {}

    private Bench bench(KeyScheme scheme) {
        SerialNumber serial = nextSerial();
        DrivenCard card = new DrivenCard(inserted(serial)).select();
        return new Bench(card, serial, personaliser(card, serial, scheme));
    }

    private static TestPersonaliser personaliser(DrivenCard card, SerialNumber serial, KeyScheme scheme) {
        return new TestPersonaliser(card::send, serial, TestIssuer.parameters(idOf(serial)), scheme);
    }

    @ParameterizedTest
    @EnumSource(KeyScheme.class)
    void aCardIsPersonalisedOnceForEver(KeyScheme scheme) {
        Bench bench = bench(scheme);
        bench.personaliser().run();

        assertThatThrownBy(bench.personaliser()::run)
                .isInstanceOf(SessionBrokenException.class)
                .hasMessageContaining("6985");
        bench.card().card().powerCycle();
        assertThatThrownBy(bench.personaliser()::run).isInstanceOf(SessionBrokenException.class);
    }

    @Test
    void theCardAnswersTheSameKeyUntilItIsPersonalised() {
        Bench bench = bench(KeyScheme.CERTIFIED);
        CardPublicKey first;
        try (PlatformSession session = bench.personaliser().begin()) {
            first = bench.personaliser().storeKey(session);
            assertThat(bench.personaliser().storeKey(session)).isEqualTo(first);
        }
        bench.card().restart();
        assertThat(bench.personaliser().run()).isEqualTo(first);
    }

    @Test
    void cardsMakeDifferentKeys() {
        assertThat(empty(KeyScheme.CERTIFIED).key())
                .isNotEqualTo(empty(KeyScheme.CERTIFIED).key());
    }

    @Test
    void aDerivedKeyMayBeDerivedAfreshAndTakesAnOldCertificateAway() {
        Bench bench = bench(KeyScheme.DERIVED);
        try (PlatformSession session = bench.personaliser().begin()) {
            bench.personaliser().storeParameters(session);
            CardPublicKey first = bench.personaliser().storeKey(session);
            send(
                    bench,
                    session.storeCertificate(
                            TestIssuer.certify(bench.personaliser().cardId(), first)));
            DerivedCardKey second = TestIssuer.derivedKey("afresh");
            assertThat(session.cardKey(send(bench, session.storeCardKey(second))))
                    .isEqualTo(second.publicKey().point());
            bench.personaliser().prove(session, second.publicKey());
            bench.card().refused(session.lock(), StatusWord.NOT_IN_THIS_STATE);
        }
        bench.personaliser().run();
    }

    @Test
    void aKeyOfOneSchemeMakesWayForTheOther() {
        Bench bench = bench(KeyScheme.CERTIFIED);
        try (PlatformSession session = bench.personaliser().begin()) {
            CardPublicKey made = bench.personaliser().storeKey(session);
            personaliser(bench.card(), bench.serial(), KeyScheme.DERIVED).storeKey(session);
            assertThat(bench.personaliser().storeKey(session)).isNotEqualTo(made);
        }
    }

    @Test
    void whatAnEarlierPersonalisationStoredIsForgotten() {
        Bench bench = bench(KeyScheme.CERTIFIED);
        try (PlatformSession session = bench.personaliser().begin()) {
            bench.personaliser().storeParameters(session);
            session.acknowledged(send(bench, session.storeIssuerKey(TestIssuer.issuerKey(IssuerRole.OPERATION, 5))));
        }
        bench.personaliser().run();
        assertThat(IssuerKeyEpochs.decode(bench.card().select().done(CardCommands.issuerKeys()))
                        .keys())
                .containsExactly(TestIssuer.OPERATION_KEY, TestIssuer.ADMIN_KEY);
    }

    @Test
    void roomForIssuerKeysIsLimitedByRole() {
        Bench bench = bench(KeyScheme.CERTIFIED);
        for (IssuerRole role : IssuerRole.values()) {
            try (PlatformSession session = bench.personaliser().begin()) {
                bench.personaliser().storeParameters(session);
                for (int epoch = 2; epoch <= role.keysAtMost(); epoch++) {
                    session.acknowledged(send(bench, session.storeIssuerKey(TestIssuer.issuerKey(role, epoch))));
                }
                session.acknowledged(send(bench, session.storeIssuerKey(TestIssuer.issuerKey(role, 1))));
                bench.card().refused(session.storeIssuerKey(TestIssuer.issuerKey(role, 6)), StatusWord.NO_ROOM);
            }
        }
    }

    @Test
    void stepsThatComeTooEarlyAreRefused() {
        Bench bench = bench(KeyScheme.CERTIFIED);
        CardPublicKey any = CardPublicKey.certified(TestKey.named("any").point());
        CardId id = bench.personaliser().cardId();
        List<Function<PlatformSession, CommandApdu>> early = new ArrayList<>();
        early.add(session -> session.storeIssuerKey(TestIssuer.issuerKey(IssuerRole.ADMIN, 1)));
        early.add(session -> session.provePossession(new Nonce(new byte[Nonce.LENGTH])));
        early.add(session -> session.storeCertificate(TestIssuer.certify(id, any)));
        early.add(PlatformSession::lock);
        for (Function<PlatformSession, CommandApdu> command : early) {
            try (PlatformSession session = bench.personaliser().begin()) {
                bench.card().refused(command.apply(session), StatusWord.NOT_IN_THIS_STATE);
                bench.card().refused(session.makeCardKey(), StatusWord.NOT_IN_THIS_STATE);
            }
        }
    }

    @Test
    void nothingIsLockedUntilAllIsThere() {
        Bench bench = bench(KeyScheme.CERTIFIED);
        for (int steps = 0; steps < 4; steps++) {
            try (PlatformSession session = bench.personaliser().begin()) {
                assertLockRefusedAfter(bench, session, steps);
            }
        }
        bench.personaliser().run();
    }

    private static void assertLockRefusedAfter(Bench bench, PlatformSession session, int steps) {
        TestPersonaliser personaliser = bench.personaliser();
        session.acknowledged(send(bench, session.storeParameters(TestIssuer.parameters(personaliser.cardId()))));
        CardPublicKey key = personaliser.storeKey(session);
        if (steps != 1) {
            session.acknowledged(send(bench, session.storeIssuerKey(TestIssuer.issuerKey(IssuerRole.OPERATION, 1))));
        }
        if (steps != 2) {
            session.acknowledged(send(bench, session.storeIssuerKey(TestIssuer.issuerKey(IssuerRole.ADMIN, 1))));
        }
        if (steps != 3) {
            session.acknowledged(send(bench, session.storeCertificate(TestIssuer.certify(personaliser.cardId(), key))));
        }
        if (steps == 0) {
            personaliser.storeParameters(session);
        }
        bench.card().refused(session.lock(), StatusWord.NOT_IN_THIS_STATE);
    }

    @Test
    void onlyTheCardsOwnCertificateIsStored() {
        Bench bench = bench(KeyScheme.CERTIFIED);
        CardId id = bench.personaliser().cardId();
        CardPublicKey other = CardPublicKey.certified(TestKey.named("other").point());
        for (int wrong = 0; wrong < 3; wrong++) {
            try (PlatformSession session = bench.personaliser().begin()) {
                bench.personaliser().storeParameters(session);
                CardPublicKey own = bench.personaliser().storeKey(session);
                var certificate = switch (wrong) {
                    case 0 -> TestIssuer.certify(new CardId(new byte[CardId.LENGTH]), own);
                    case 1 -> TestIssuer.certify(id, other);
                    default -> TestIssuer.certify(id, CardPublicKey.derived(own.point(), own.generator()));
                };
                bench.card().refused(session.storeCertificate(certificate), StatusWord.MALFORMED);
            }
        }
    }

    @Test
    void derivedKeysThatDoNotFitAreRefused() {
        Bench bench = bench(KeyScheme.DERIVED);
        TestKey right = TestKey.withGenerator("right");
        TestKey other = TestKey.withGenerator("other");
        byte[] order = HexFormat.of().parseHex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
        byte[] offCurve = right.point().bytes();
        offCurve[64] ^= 1;
        for (DerivedCardKey wrong : List.of(
                derived(other.secret(), right.point(), right.generator()),
                derived(right.secret(), other.point(), right.generator()),
                derived(right.secret(), right.point(), EncodedPoint.G),
                derived(right.secret(), new EncodedPoint(offCurve), right.generator()),
                derived(new byte[32], right.point(), right.generator()),
                derived(order, right.point(), right.generator()))) {
            try (PlatformSession session = bench.personaliser().begin()) {
                bench.card().refused(session.storeCardKey(wrong), StatusWord.MALFORMED);
            }
        }
        bench.personaliser().run();
    }

    private static DerivedCardKey derived(byte[] secret, EncodedPoint point, EncodedPoint generator) {
        return new DerivedCardKey(secret, CardPublicKey.derived(point, generator));
    }

    @Test
    void whoeverChangesOneBitEndsTheSession() {
        Bench bench = bench(KeyScheme.CERTIFIED);
        for (int at : new int[] {0, 3, 12, 44, 46, 47, 63}) {
            try (PlatformSession session = bench.personaliser().begin()) {
                CommandApdu command = session.storeParameters(TestIssuer.parameters(idOf(bench.serial())));
                byte[] data = command.data();
                data[at] ^= 1;
                bench.card()
                        .refused(
                                new CommandApdu(command.cla(), command.ins(), command.p1(), command.p2(), data, true),
                                StatusWord.WRONG_SESSION_MAC);
                bench.card().refused(command, StatusWord.NOT_IN_THIS_STATE);
            }
        }
    }

    @Test
    void whateverIsRefusedEndsTheSession() {
        Bench bench = bench(KeyScheme.CERTIFIED);
        for (CommandApdu refused : List.of(
                new CommandApdu(0x80, 0xE0, 4, 0, new byte[17], true),
                new CommandApdu(0x80, 0xE0, 9, 0, new byte[18], true),
                new CommandApdu(0x80, 0xE0, 4, 1, new byte[18], true))) {
            try (PlatformSession session = bench.personaliser().begin()) {
                assertThat(bench.card().send(refused).isDone()).isFalse();
                bench.card().refused(session.makeCardKey(), StatusWord.NOT_IN_THIS_STATE);
            }
        }
    }

    @Test
    void noCommandIsReplayedLeftOutOrTakenForAnother() {
        Bench bench = bench(KeyScheme.CERTIFIED);
        CommandApdu stored;
        try (PlatformSession session = bench.personaliser().begin()) {
            stored = session.storeParameters(TestIssuer.parameters(idOf(bench.serial())));
            session.acknowledged(send(bench, stored));
            bench.card().refused(stored, StatusWord.WRONG_SESSION_MAC);
        }
        try (PlatformSession session = bench.personaliser().begin()) {
            bench.card().refused(stored, StatusWord.WRONG_SESSION_MAC);
            bench.card().refused(session.makeCardKey(), StatusWord.NOT_IN_THIS_STATE);
        }
        try (PlatformSession session = bench.personaliser().begin()) {
            session.makeCardKey();
            bench.card().refused(session.makeCardKey(), StatusWord.WRONG_SESSION_MAC);
        }
        try (PlatformSession session = bench.personaliser().begin()) {
            CommandApdu make = session.makeCardKey();
            bench.card()
                    .refused(
                            new CommandApdu(make.cla(), make.ins(), 8, make.p2(), make.data(), true),
                            StatusWord.WRONG_SESSION_MAC);
        }
    }

    @ParameterizedTest
    @EnumSource(KeyScheme.class)
    void powerLossBetweenStepsIsMended(KeyScheme scheme) {
        for (int steps = 0; steps < 8; steps++) {
            Bench bench = bench(scheme);
            CommandLimit limited = new CommandLimit(bench.card(), steps);
            TestPersonaliser torn = new TestPersonaliser(
                    limited::send, bench.serial(), TestIssuer.parameters(idOf(bench.serial())), scheme);
            assertThatThrownBy(torn::run).isInstanceOf(PowerCutException.class);
            bench.card().card().powerCycle();
            bench.personaliser().run();
        }
    }

    /** A reader that goes away after so many commands. */
    private static final class CommandLimit {
        private final DrivenCard card;
        private int left;

        CommandLimit(DrivenCard card, int commands) {
            this.card = card;
            this.left = commands;
        }

        ResponseApdu send(CommandApdu command) {
            if (left == 0) {
                throw new PowerCutException();
            }
            left--;
            return card.send(command);
        }
    }

    private static ResponseApdu send(Bench bench, CommandApdu command) {
        return bench.card().send(command);
    }
}
