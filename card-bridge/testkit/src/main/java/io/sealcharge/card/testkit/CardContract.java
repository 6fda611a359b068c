package io.sealcharge.card.testkit;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.CardParameters;
import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.CardState;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.OperationContent.Bare;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.TransportKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Cards in each state of their life, for the contract tests that every card runs. */
public abstract class CardContract {
    /** A balance of active cards that each limit of {@link TestIssuer#LIMITS} can be met from. */
    protected static final long BALANCE = 20_000;

    private final List<CardUnderTest> cards = new ArrayList<>();
    private long serials;

    /** A card as the factory delivers it, in the reader, with power, nothing selected. */
    protected abstract CardUnderTest blankCard(SerialNumber serial, TransportKey transport);

    @AfterEach
    void takeCardsOut() {
        cards.forEach(CardUnderTest::close);
    }

    protected SerialNumber nextSerial() {
        serials++;
        return new SerialNumber(
                ByteBuffer.allocate(SerialNumber.LENGTH).putLong(serials).array());
    }

    protected static CardId idOf(SerialNumber serial) {
        byte[] bytes = serial.bytes();
        bytes[0] = 0x62;
        return new CardId(bytes);
    }

    protected CardUnderTest inserted(SerialNumber serial) {
        CardUnderTest card = blankCard(serial, TestIssuer.transportKey(serial));
        cards.add(card);
        return card;
    }

    protected DrivenCard blank() {
        return new DrivenCard(inserted(nextSerial())).select();
    }

    /** Selected, with nothing on it. */
    protected DrivenCard empty(KeyScheme scheme) {
        SerialNumber serial = nextSerial();
        DrivenCard blank = new DrivenCard(inserted(serial));
        CardParameters parameters = TestIssuer.parameters(idOf(serial));
        CardPublicKey key = new TestPersonaliser(blank::send, serial, parameters, scheme).run();
        return new DrivenCard(blank.card(), parameters.cardId(), key).select();
    }

    /** Selected, with {@link #BALANCE} on it. */
    protected DrivenCard active() {
        DrivenCard card = empty(KeyScheme.CERTIFIED);
        card.apply(DrivenCard.move(Business.RECHARGE, BALANCE));
        return card;
    }

    protected DrivenCard blocked() {
        DrivenCard card = active();
        card.apply(new Bare(Business.BLOCK));
        return card;
    }

    protected DrivenCard retired() {
        DrivenCard card = empty(KeyScheme.CERTIFIED);
        card.apply(new Bare(Business.RETIRE_CARD));
        return card;
    }

    protected DrivenCard inState(CardState state) {
        return switch (state) {
            case BLANK -> blank();
            case ACTIVE -> active();
            case BLOCKED -> blocked();
            case RETIRED -> retired();
        };
    }
}
