package io.sealcharge.card.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.card.keys.WatchedConnection.Lost;
import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardCertificate;
import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.CardInfo;
import io.sealcharge.card.protocol.CardState;
import io.sealcharge.card.protocol.Counterpart;
import io.sealcharge.card.protocol.EncodedPoint;
import io.sealcharge.card.protocol.InitializeAnswer;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.Operation;
import io.sealcharge.card.protocol.OperationContent.ValueMove;
import io.sealcharge.card.protocol.OperationId;
import io.sealcharge.card.protocol.OperationResult;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.SessionBrokenException;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.simulator.CardGoneException;
import io.sealcharge.card.simulator.SimulatedCard;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.testkit.InMemoryHsm;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Personalisation against the applet in the simulator. */
class PersonalisationTest {
    private static final SerialNumber SERIAL = SerialNumber.parse("00000000000000a1");
    private static final SerialNumber OTHER_SERIAL = SerialNumber.parse("00000000000000a2");
    private static final CardId OTHER_CARD = CardId.parse("6225000100000025");
    private static final int STORE_KEY = 0x05;

    @TempDir
    private Path folder;

    private final InMemoryHsm server = new InMemoryHsm();
    private final InMemoryHsm officers = new InMemoryHsm();
    private final Issuer issuer = new Issuer(server, officers);
    private int counted;

    @ParameterizedTest
    @EnumSource(KeyScheme.class)
    void aBlankCardBecomesTheIssuersAndObeysIt(KeyScheme scheme) {
        FileCertificateRegister register = new FileCertificateRegister(folder);
        try (SimulatedCard card = issuer.blankCard(SERIAL)) {
            CertifiedCard certified = issuer.personalisation(register).run(card::transmit, issuer.order(scheme));

            ConnectedCard connected = new ConnectedCard(card::transmit);
            CardInfo.Personal personal = connected.info().personal().orElseThrow();
            assertThat(connected.info().state()).isEqualTo(CardState.ACTIVE);
            assertThat(personal.cardId()).isEqualTo(Issuer.CARD);
            assertThat(personal.scheme()).isEqualTo(scheme);
            assertThat(connected.limits().limits())
                    .isEqualTo(issuer.order(scheme).parameters().limits());
            assertThat(connected.issuerKeys().keys())
                    .containsExactly(issuer.operations.reference(), issuer.administration.reference());
            assertThat(certified.certificate().key().scheme()).isEqualTo(scheme);
            assertThat(certified.certificate().key().generator().equals(EncodedPoint.G))
                    .isEqualTo(scheme == KeyScheme.CERTIFIED);
            assertThat(register.find(SERIAL).orElseThrow().signed()).contains(connected.certificate());
            assertRecharges(connected, certified);
        }
    }

    private void assertRecharges(ConnectedCard card, CertifiedCard certified) {
        InitializeAnswer ready = card.initialize(Business.RECHARGE);
        Operation operation = new Operation(
                ready.cardId(),
                OperationId.parse("0123456789abcdef0123456789abcdef"),
                ready.counter(),
                ready.challenge(),
                issuer.operations.reference(),
                new ValueMove(
                        Business.RECHARGE,
                        issuer.order(KeyScheme.CERTIFIED).parameters().currency(),
                        5_000,
                        Counterpart.account(new byte[16])));
        Signed<OperationResult> result = card.execute(issuer.operations.sign(operation));
        assertThat(result.statement().balanceAfterMinor()).isEqualTo(5_000);
        assertThat(certified.signedResult(result)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(KeyScheme.class)
    void aLostCommandOrAnswerAnywhereIsGotOverByCallingAgain(KeyScheme scheme) {
        int commands = commandsOf(scheme);
        for (int at = 1; at <= commands; at++) {
            for (boolean acted : List.of(false, true)) {
                FileCertificateRegister register = register(scheme + "-" + at + acted);
                int torn = at;
                try (SimulatedCard card = issuer.blankCard(SERIAL)) {
                    WatchedConnection line = new WatchedConnection(card::transmit).with((number, apdu, next) -> {
                        if (number != torn) {
                            return next.transmit(apdu);
                        }
                        if (acted) {
                            next.transmit(apdu);
                        }
                        throw new Lost();
                    });
                    assertThatThrownBy(() -> issuer.personalisation(register).run(line, issuer.order(scheme)))
                            .isInstanceOf(Lost.class);
                    assertEndsWell(register, card, scheme);
                }
            }
        }
    }

    /** Power fails at every tear point of every command: within the writing of a key, around each transaction. */
    @ParameterizedTest
    @EnumSource(KeyScheme.class)
    void aCardThatLosesPowerAnywhereIsPersonalisedByCallingAgain(KeyScheme scheme) {
        int commands = commandsOf(scheme);
        int cases = 0;
        for (int command = 1; command <= commands; command++) {
            int point = 0;
            while (isTornAndEndsWell(scheme, command, point)) {
                point++;
                cases++;
            }
        }
        System.out.println("personalisation torn inside the card, " + scheme + ": " + cases + " cases");
        assertThat(cases).isGreaterThan(2 * commands);
    }

    /** @return whether the command has that tear point */
    private boolean isTornAndEndsWell(KeyScheme scheme, int command, int point) {
        FileCertificateRegister register = register(scheme + "-" + command + "-" + point);
        try (SimulatedCard card = issuer.blankCard(SERIAL)) {
            WatchedConnection line = new WatchedConnection(card::transmit).with((number, apdu, next) -> {
                if (number == command) {
                    card.cutPowerAt(point);
                }
                byte[] answer = next.transmit(apdu);
                if (number == command) {
                    throw new Lost();
                }
                return answer;
            });
            boolean cut = false;
            try {
                issuer.personalisation(register).run(line, issuer.order(scheme));
            } catch (CardGoneException gone) {
                cut = true;
            } catch (Lost answer) {
                assertThat(line.commands).hasSize(command);
            }
            card.powerCycle();
            assertEndsWell(register, card, scheme);
            return cut;
        }
    }

    private void assertEndsWell(FileCertificateRegister register, SimulatedCard card, KeyScheme scheme) {
        var before = register.find(SERIAL);
        CertifiedCard certified = issuer.personalisation(register).run(card::transmit, issuer.order(scheme));

        CardRecord row = register.find(SERIAL).orElseThrow();
        assertThat(row.certificate()).isEqualTo(certified.certificate());
        before.ifPresent(former -> {
            assertThat(row.certificate()).as("the key in the row stays").isEqualTo(former.certificate());
            former.signature()
                    .ifPresent(signature -> assertThat(row.signature()).contains(signature));
        });
        ConnectedCard connected = new ConnectedCard(card::transmit);
        assertThat(connected.select().state()).isEqualTo(CardState.ACTIVE);
        assertThat(connected.certificate()).isEqualTo(row.signed().orElseThrow());
        assertThat(issuer.personalisation(register)
                        .run(card::transmit, issuer.order(scheme))
                        .certificate())
                .as("once more finds it done")
                .isEqualTo(row.certificate());
    }

    private int commandsOf(KeyScheme scheme) {
        try (SimulatedCard card = issuer.blankCard(OTHER_SERIAL)) {
            WatchedConnection line = new WatchedConnection(card::transmit);
            issuer.personalisation(register("count-" + counted++)).run(line, issuer.order(scheme));
            // the last three only look at the card that is done
            return line.commands.size() - 3;
        }
    }

    @Test
    void aTokenOrARegisterThatFailsIsGotOverByCallingAgain() {
        for (KeyScheme scheme : KeyScheme.values()) {
            for (InMemoryHsm failing : List.of(server, officers)) {
                FileCertificateRegister register = register("hsm-" + scheme + failing.hashCode());
                try (SimulatedCard card = issuer.blankCard(SERIAL)) {
                    failing.failNext(HsmFailure.UNAVAILABLE);
                    if (failing == officers && scheme == KeyScheme.CERTIFIED) {
                        issuer.personalisation(register).run(card::transmit, issuer.order(scheme));
                        assertThatThrownBy(() -> officers.random(1)).isInstanceOf(HsmException.class);
                    } else {
                        assertThatThrownBy(() ->
                                        issuer.personalisation(register).run(card::transmit, issuer.order(scheme)))
                                .isInstanceOf(HsmException.class);
                    }
                    assertEndsWell(register, card, scheme);
                }
            }
            FailingRegister register = new FailingRegister(register("failing-" + scheme));
            try (SimulatedCard card = issuer.blankCard(SERIAL)) {
                for (int failures = 0; failures < 4; failures++) {
                    assertThatThrownBy(() -> issuer.personalisation(register).run(card::transmit, issuer.order(scheme)))
                            .isInstanceOf(IllegalStateException.class);
                }
                assertEndsWell(register.inner, card, scheme);
            }
        }
    }

    /** Fails before and after each of its two writes. */
    private static final class FailingRegister implements CertificateRegister {
        private final FileCertificateRegister inner;
        private int calls;

        FailingRegister(FileCertificateRegister inner) {
            this.inner = inner;
        }

        private void failAt(int call) {
            if (calls == call) {
                calls++;
                throw new IllegalStateException("the disk is full");
            }
        }

        @Override
        public Optional<CardRecord> find(SerialNumber serial) {
            return inner.find(serial);
        }

        @Override
        public CardRecord add(SerialNumber serial, CardCertificate certificate) {
            failAt(0);
            CardRecord row = inner.add(serial, certificate);
            failAt(1);
            return row;
        }

        @Override
        public Signed<CardCertificate> sign(SerialNumber serial, Signed<CardCertificate> certificate) {
            failAt(2);
            var signed = inner.sign(serial, certificate);
            failAt(3);
            return signed;
        }
    }

    @Test
    void aDerivedKeyIsDerivedAnewUntilTheRowStandsAndNeverAfterwards() {
        FileCertificateRegister register = new FileCertificateRegister(folder);
        try (SimulatedCard card = issuer.blankCard(SERIAL)) {
            WatchedConnection first = tornAt(card, 6);
            assertThatThrownBy(() -> issuer.personalisation(register).run(first, issuer.order(KeyScheme.DERIVED)))
                    .isInstanceOf(Lost.class);
            assertThat(register.find(SERIAL)).isEmpty();
            WatchedConnection second = tornAt(card, 8);
            assertThatThrownBy(() -> issuer.personalisation(register).run(second, issuer.order(KeyScheme.DERIVED)))
                    .isInstanceOf(Lost.class);
            assertThat(register.find(SERIAL)).isPresent();
            officers.away(true);
            WatchedConnection third = new WatchedConnection(card::transmit);

            issuer.personalisation(register).run(third, issuer.order(KeyScheme.DERIVED));

            assertThat(third.commands).noneMatch(apdu -> apdu[1] == (byte) 0xE0 && apdu[2] == STORE_KEY);
        }
    }

    private static WatchedConnection tornAt(SimulatedCard card, int command) {
        return new WatchedConnection(card::transmit).with((number, apdu, next) -> {
            byte[] answer = next.transmit(apdu);
            if (number == command) {
                throw new Lost();
            }
            return answer;
        });
    }

    @Test
    void anAlteredCommandOrAnswerEndsTheSessionAndCertifiesNothingElse() {
        for (KeyScheme scheme : KeyScheme.values()) {
            int commands = commandsOf(scheme);
            for (int at = 2; at <= commands; at++) {
                for (boolean command : List.of(true, false)) {
                    FileCertificateRegister register = register("altered-" + scheme + at + command);
                    int which = at;
                    try (SimulatedCard card = issuer.blankCard(SERIAL)) {
                        WatchedConnection line = new WatchedConnection(card::transmit).with((number, apdu, next) -> {
                            byte[] sent = number == which && command ? flipped(apdu, apdu.length / 2) : apdu;
                            byte[] answer = next.transmit(sent);
                            return number == which && !command ? flipped(answer, answer.length / 2) : answer;
                        });
                        assertThatThrownBy(
                                        () -> issuer.personalisation(register).run(line, issuer.order(scheme)))
                                .as("%s, command %s", scheme, at)
                                .isInstanceOfAny(SessionBrokenException.class, IllegalArgumentException.class);
                        assertEndsWell(register, card, scheme);
                    }
                }
            }
        }
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 0x01;
        return changed;
    }

    @Test
    void whoListensSeesNoPrivateKeyAndCannotReplayIt() {
        List<byte[]> derived = new ArrayList<>();
        Issuer watched = new Issuer(new InMemoryHsm(), recording(derived));
        try (SimulatedCard card = watched.blankCard(SERIAL)) {
            WatchedConnection line = tornAt(card, 7);
            assertThatThrownBy(() ->
                            watched.personalisation(register("watched")).run(line, watched.order(KeyScheme.DERIVED)))
                    .isInstanceOf(Lost.class);

            assertThat(derived).hasSize(1);
            String s = HexFormat.of().formatHex(derived.getFirst(), 32, 64);
            assertThat(HexFormat.of().formatHex(card.persistentMemory()))
                    .as("the card has the key")
                    .contains(s);
            assertThat(line.commands)
                    .hasSize(7)
                    .allSatisfy(
                            apdu -> assertThat(HexFormat.of().formatHex(apdu)).doesNotContain(s));
            // all of it again, the platform's nonce too: the card's nonce is another one
            card.powerCycle();
            List<byte[]> again = line.commands.stream().map(card::transmit).toList();
            assertThat(again.get(1)).as("begin").endsWith(0x90, 0x00);
            assertThat(again.get(2)).as("the first command under a MAC").isEqualTo(new byte[] {0x69, (byte) 0x88});
            assertThat(again.subList(3, 7))
                    .allSatisfy(answer -> assertThat(answer).isEqualTo(new byte[] {0x69, (byte) 0x85}));
        }
    }

    /** A token whose signatures with {@code card-derivation} are written down. */
    private static Hsm recording(List<byte[]> signatures) {
        Hsm token = new InMemoryHsm();
        return (Hsm) Proxy.newProxyInstance(
                Hsm.class.getClassLoader(), new Class<?>[] {Hsm.class}, (proxy, method, arguments) -> {
                    Object result = method.invoke(token, arguments);
                    if (method.getName().equals("sign") && ((KeyId) arguments[0]).role() == KeyRole.CARD_DERIVATION) {
                        signatures.add(((byte[]) result).clone());
                    }
                    return result;
                });
    }

    @Test
    void aCardOfAnotherFactoryIsNotBelieved() {
        Issuer another = new Issuer();
        FileCertificateRegister register = new FileCertificateRegister(folder);
        try (SimulatedCard card = another.blankCard(SERIAL)) {
            assertThatThrownBy(() ->
                            issuer.personalisation(register).run(card::transmit, issuer.order(KeyScheme.CERTIFIED)))
                    .isInstanceOf(SessionBrokenException.class);
            assertThat(register.find(SERIAL)).isEmpty();
            another.personalisation(new FileCertificateRegister(folder.resolve("another")))
                    .run(card::transmit, another.order(KeyScheme.CERTIFIED));
            assertThatThrownBy(() ->
                            issuer.personalisation(register).run(card::transmit, issuer.order(KeyScheme.CERTIFIED)))
                    .as("an active card with a certificate of somebody else")
                    .isInstanceOf(CardKeyException.class);
        }
    }

    @Test
    void aCardBecomesOneCardOnlyAndAnIdGoesToOneCardOnly() {
        FileCertificateRegister register = new FileCertificateRegister(folder);
        try (SimulatedCard card = issuer.blankCard(SERIAL);
                SimulatedCard second = issuer.blankCard(OTHER_SERIAL)) {
            WatchedConnection line = tornAt(card, 8);
            assertThatThrownBy(() -> issuer.personalisation(register).run(line, issuer.order(KeyScheme.CERTIFIED)))
                    .isInstanceOf(Lost.class);

            assertThatThrownBy(() -> issuer.personalisation(register)
                            .run(card::transmit, issuer.order(KeyScheme.CERTIFIED, OTHER_CARD)))
                    .isInstanceOf(CardKeyException.class)
                    .hasMessageContaining("cannot become another");
            assertThatThrownBy(
                            () -> issuer.personalisation(register).run(card::transmit, issuer.order(KeyScheme.DERIVED)))
                    .isInstanceOf(CardKeyException.class);
            assertThatThrownBy(() ->
                            issuer.personalisation(register).run(second::transmit, issuer.order(KeyScheme.CERTIFIED)))
                    .isInstanceOf(CardKeyException.class)
                    .hasMessageContaining("stands in the register already");
            assertEndsWell(register, card, KeyScheme.CERTIFIED);
            assertThatThrownBy(() -> issuer.personalisation(register)
                            .run(card::transmit, issuer.order(KeyScheme.CERTIFIED, OTHER_CARD)))
                    .isInstanceOf(CardKeyException.class);
            issuer.personalisation(register).run(second::transmit, issuer.order(KeyScheme.DERIVED, OTHER_CARD));
        }
    }

    @Test
    void aDerivedKeyIsCertifiedUnderTheEpochThatItIsDerivedBy() {
        CardOrder order = issuer.order(KeyScheme.DERIVED);
        CardOrder other = new CardOrder(order.parameters(), KeyScheme.DERIVED, 2, order.issuerKeys());

        assertThatThrownBy(() -> issuer.personalisation(new FileCertificateRegister(folder))
                        .run(apdu -> new byte[] {0x6F, 0}, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("epoch");
        assertThatThrownBy(() -> new CardOrder(
                        order.parameters(), KeyScheme.CERTIFIED, 1, List.of(issuer.operations.issuerKey())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ADMIN");
    }

    private FileCertificateRegister register(String name) {
        return new FileCertificateRegister(folder.resolve(name));
    }
}
