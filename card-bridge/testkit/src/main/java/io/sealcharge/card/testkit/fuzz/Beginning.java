package io.sealcharge.card.testkit.fuzz;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.CardParameters;
import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.DerivedCardKey;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.OperationContent.Bare;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.testkit.DrivenCard;
import io.sealcharge.card.testkit.TestIssuer;
import io.sealcharge.card.testkit.TestPersonaliser;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a conversation may begin.
 *
 * @param name of the state
 * @param memory the card's
 */
record Beginning(String name, byte[] memory, Books books) {
    static final CardId ID = CardId.parse("62000000000000f1");

    private static final long BALANCE = 20_000;
    /** One below those that serve only redeem and administration. */
    private static final int LATE_COUNTER = (int) Business.RESERVED_COUNTER - 1;

    /** One in each state of a card's life, under both schemes, and with a counter that comes to its end. The card is blank. */
    static List<Beginning> all(RestorableCard card, SerialNumber serial) {
        List<Beginning> all = new ArrayList<>();
        byte[] blank = card.memory();
        all.add(new Beginning("blank", blank, Books.NONE));
        for (KeyScheme scheme : KeyScheme.values()) {
            card.restore(blank);
            DrivenCard driven = personalise(card, serial, scheme);
            driven.apply(DrivenCard.move(Business.RECHARGE, BALANCE));
            driven.done(CardCommands.chooseFirstPin(DrivenCard.pin("2468")));
            all.add(as(scheme + ", active", card));
        }
        byte[] active = all.getLast().memory();
        card.presetCounter(LATE_COUNTER);
        all.add(as("late counter", card));
        card.restore(active);
        new DrivenCard(card, ID, derivedKey(serial)).select().apply(new Bare(Business.BLOCK));
        all.add(as("blocked", card));
        card.restore(blank);
        personalise(card, serial, KeyScheme.CERTIFIED).apply(new Bare(Business.RETIRE_CARD));
        all.add(as("retired", card));
        return all;
    }

    private static DrivenCard personalise(RestorableCard card, SerialNumber serial, KeyScheme scheme) {
        CardParameters parameters = TestIssuer.parameters(ID);
        DrivenCard blank = new DrivenCard(card);
        CardPublicKey key = new TestPersonaliser(blank::send, serial, parameters, scheme).run();
        return new DrivenCard(card, ID, key).select();
    }

    private static CardPublicKey derivedKey(SerialNumber serial) {
        try (DerivedCardKey key = TestIssuer.derivedKey(serial.toString())) {
            return key.publicKey();
        }
    }

    private static Beginning as(String name, RestorableCard card) {
        card.transmit(CardCommands.select().encode());
        return new Beginning(name, card.memory(), Books.of(card));
    }

    @Override
    public String toString() {
        return name;
    }
}
