package io.sealcharge.card.software;

import io.sealcharge.card.protocol.CardCertificate;
import io.sealcharge.card.protocol.CardParameters;
import io.sealcharge.card.protocol.CardState;
import io.sealcharge.card.protocol.Limits;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.protocol.TransportKey;
import org.jspecify.annotations.Nullable;

/**
 * All that a card remembers without power. One write replaces it whole.
 *
 * @param transport null once the card is locked
 * @param parameters null until they are stored
 * @param key null until it is made or stored
 * @param certificate null until it is stored
 */
record CardRecord(
        SerialNumber serial,
        CardState state,
        @Nullable TransportKey transport,
        @Nullable CardParameters parameters,
        IssuerKeys issuerKeys,
        @Nullable CardKey key,
        @Nullable Signed<CardCertificate> certificate,
        Purse purse) {

    static CardRecord blank(SerialNumber serial, TransportKey transport) {
        Purse purse = Purse.empty(new Limits(0, 0, 0));
        return new CardRecord(serial, CardState.BLANK, transport, null, IssuerKeys.NONE, null, null, purse);
    }

    CardRecord withState(CardState next) {
        return new CardRecord(serial, next, transport, parameters, issuerKeys, key, certificate, purse);
    }

    /** Issuer keys and certificate of a personalisation that went before are gone. */
    CardRecord withParameters(CardParameters next) {
        return new CardRecord(serial, state, transport, next, IssuerKeys.NONE, key, null, Purse.empty(next.limits()));
    }

    CardRecord withIssuerKeys(IssuerKeys next) {
        return new CardRecord(serial, state, transport, parameters, next, key, certificate, purse);
    }

    /** A new key; a certificate for another is gone. */
    CardRecord withKey(CardKey next) {
        return new CardRecord(serial, state, transport, parameters, issuerKeys, next, null, purse);
    }

    CardRecord withCertificate(Signed<CardCertificate> next) {
        return new CardRecord(serial, state, transport, parameters, issuerKeys, key, next, purse);
    }

    CardRecord withPurse(Purse next) {
        return new CardRecord(serial, state, transport, parameters, issuerKeys, key, certificate, next);
    }

    /** Personalised for ever. */
    CardRecord locked() {
        return new CardRecord(serial, CardState.ACTIVE, null, parameters, issuerKeys, key, certificate, purse);
    }

    boolean isBlank() {
        return state == CardState.BLANK;
    }

    /** @throws IllegalStateException if they are not there, as on a blank card */
    CardParameters personal() {
        if (parameters == null) {
            throw new IllegalStateException("not personalised");
        }
        return parameters;
    }

    /** @throws IllegalStateException if there is none, as on a blank card */
    CardKey cardKey() {
        if (key == null) {
            throw new IllegalStateException("not personalised");
        }
        return key;
    }

    @Override
    public String toString() {
        return "card " + serial + " " + state;
    }
}
