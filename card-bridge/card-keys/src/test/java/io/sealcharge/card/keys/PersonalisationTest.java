package io.sealcharge.card.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.card.keys.WatchedConnection.Lost;
import io.sealcharge.card.protocol.Business;
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
import io.sealcharge.card.protocol.SessionBrokenException;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.simulator.SimulatedCard;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.testkit.InMemoryHsm;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Personalisation against the applet in the simulator. */
class PersonalisationTest extends PersonalisationCase {
    private static final CardId OTHER_CARD = CardId.parse("6225000100000025");
    private static final int STORE_KEY = 0x05;

    @ParameterizedTest
    @EnumSource(KeyScheme.class)
    void aBlankCardBecomesTheIssuersAndObeysIt(KeyScheme scheme) {
        FileCertificateRegister register = register("cards");
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

    @Test
    void aDerivedKeyIsDerivedAnewUntilTheRowStandsAndNeverAfterwards() {
        FileCertificateRegister register = register("cards");
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
        return signing(KeyRole.CARD_DERIVATION, signature -> signatures.add(signature.clone()));
    }

    /** A token whose signatures with a key of this role are shown, and may be altered. */
    private static Hsm signing(KeyRole role, Consumer<byte[]> seen) {
        Hsm token = new InMemoryHsm();
        return (Hsm) Proxy.newProxyInstance(
                Hsm.class.getClassLoader(), new Class<?>[] {Hsm.class}, (proxy, method, arguments) -> {
                    Object result = method.invoke(token, arguments);
                    if (method.getName().equals("sign") && ((KeyId) arguments[0]).role() == role) {
                        seen.accept((byte[]) result);
                    }
                    return result;
                });
    }

    @Test
    void aSignatureThatDoesNotVerifyIsNeverKept() {
        boolean[] faulty = {true};
        Hsm slipping = signing(KeyRole.CARD_CERTIFICATION, signature -> signature[63] ^= (byte) (faulty[0] ? 1 : 0));
        Issuer unlucky = new Issuer(slipping, new InMemoryHsm());
        FileCertificateRegister register = register("slipping");
        try (SimulatedCard card = unlucky.blankCard(SERIAL)) {
            assertThatThrownBy(() ->
                            unlucky.personalisation(register).run(card::transmit, unlucky.order(KeyScheme.CERTIFIED)))
                    .isInstanceOf(CardKeyException.class)
                    .hasMessageContaining("does not verify");
            assertThat(register.find(SERIAL).orElseThrow().signature()).isEmpty();
            faulty[0] = false;
            unlucky.personalisation(register).run(card::transmit, unlucky.order(KeyScheme.CERTIFIED));
            assertThat(register.find(SERIAL).orElseThrow().signature()).isPresent();
        }
    }

    @Test
    void aCardOfAnotherFactoryIsNotBelieved() {
        Issuer another = new Issuer();
        FileCertificateRegister register = register("cards");
        try (SimulatedCard card = another.blankCard(SERIAL)) {
            assertThatThrownBy(() ->
                            issuer.personalisation(register).run(card::transmit, issuer.order(KeyScheme.CERTIFIED)))
                    .isInstanceOf(SessionBrokenException.class);
            assertThat(register.find(SERIAL)).isEmpty();
            another.personalisation(register("another")).run(card::transmit, another.order(KeyScheme.CERTIFIED));
            assertThatThrownBy(() ->
                            issuer.personalisation(register).run(card::transmit, issuer.order(KeyScheme.CERTIFIED)))
                    .as("an active card with a certificate of somebody else")
                    .isInstanceOf(CardKeyException.class);
        }
    }

    @Test
    void aCardBecomesOneCardOnlyAndAnIdGoesToOneCardOnly() {
        FileCertificateRegister register = register("cards");
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

        assertThatThrownBy(() -> issuer.personalisation(register("cards")).run(apdu -> new byte[] {0x6F, 0}, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("epoch");
        assertThatThrownBy(() -> new CardOrder(
                        order.parameters(), KeyScheme.CERTIFIED, 1, List.of(issuer.operations.issuerKey())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ADMIN");
    }
}
