package io.sealcharge.card.software;

import static io.sealcharge.card.software.RefusedException.unless;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardState;
import io.sealcharge.card.protocol.IssuerKey;
import io.sealcharge.card.protocol.IssuerRole;
import io.sealcharge.card.protocol.KeyReference;
import io.sealcharge.card.protocol.StatusWord;

/** What administration makes of a card. */
final class Administration {
    private Administration() {}

    static CardRecord add(CardRecord card, IssuerKey key) {
        IssuerRole role = key.reference().role();
        IssuerKeys keys = card.issuerKeys();
        unless(key.reference().epoch() > keys.highestEpoch(role), StatusWord.EPOCH_NOT_POSSIBLE);
        unless(keys.hasRoomFor(role), StatusWord.NO_ROOM);
        return card.withIssuerKeys(keys.with(key));
    }

    static CardRecord retire(CardRecord card, KeyReference key) {
        IssuerKeys keys = card.issuerKeys();
        unless(keys.find(key).isPresent() && !keys.isLast(key), StatusWord.EPOCH_NOT_POSSIBLE);
        return card.withIssuerKeys(keys.without(key));
    }

    static CardRecord bare(CardRecord card, Business business) {
        return switch (business) {
            case BLOCK -> card.withState(CardState.BLOCKED);
            case UNBLOCK -> card.withState(CardState.ACTIVE);
            case RESET_HOLDER_PIN -> card.withPurse(card.purse().withPin(HolderPin.NONE));
            case RETIRE_CARD -> {
                unless(card.purse().balanceMinor() == 0, StatusWord.CARD_NOT_EMPTY);
                yield card.withState(CardState.RETIRED);
            }
            default -> throw new IllegalArgumentException(business + " has content");
        };
    }
}
