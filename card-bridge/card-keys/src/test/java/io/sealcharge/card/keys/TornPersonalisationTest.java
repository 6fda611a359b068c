package io.sealcharge.card.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.card.keys.WatchedConnection.Lost;
import io.sealcharge.card.protocol.CardCertificate;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.SessionBrokenException;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.simulator.CardGoneException;
import io.sealcharge.card.simulator.SimulatedCard;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.testkit.InMemoryHsm;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever stops personalisation, the same call again ends well. Against the applet in the simulator. */
class TornPersonalisationTest extends PersonalisationCase {
    private int counted;

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

    private int commandsOf(KeyScheme scheme) {
        try (SimulatedCard card = issuer.blankCard(OTHER_SERIAL)) {
            WatchedConnection line = new WatchedConnection(card::transmit);
            issuer.personalisation(register("count-" + counted++)).run(line, issuer.order(scheme));
            // the last three only look at the card that is done
            return line.commands.size() - 3;
        }
    }
}
