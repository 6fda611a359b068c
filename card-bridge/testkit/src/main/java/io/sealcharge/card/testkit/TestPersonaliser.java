package io.sealcharge.card.testkit;

import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.CardParameters;
import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.CardSignature;
import io.sealcharge.card.protocol.CommandApdu;
import io.sealcharge.card.protocol.DerivedCardKey;
import io.sealcharge.card.protocol.Domain;
import io.sealcharge.card.protocol.IssuerRole;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.Nonce;
import io.sealcharge.card.protocol.PlatformSession;
import io.sealcharge.card.protocol.ResponseApdu;
import io.sealcharge.card.protocol.SelectAnswer;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.TransportKey;
import java.util.function.Function;

/** The platform's half of personalisation, from SELECT to the lock. Begins again wherever an earlier attempt was torn. */
public final class TestPersonaliser {
    private final Function<CommandApdu, ResponseApdu> card;
    private final SerialNumber serial;
    private final CardParameters parameters;
    private final KeyScheme scheme;

    /** @param card sends one command */
    public TestPersonaliser(
            Function<CommandApdu, ResponseApdu> card,
            SerialNumber serial,
            CardParameters parameters,
            KeyScheme scheme) {
        this.card = card;
        this.serial = serial;
        this.parameters = parameters;
        this.scheme = scheme;
    }

    /** A session with the selected card. */
    public PlatformSession begin() {
        Nonce nonce = new Nonce(new byte[Nonce.LENGTH]);
        ResponseApdu answer = card.apply(PlatformSession.begin(nonce));
        try (TransportKey transport = TestIssuer.transportKey(serial)) {
            return PlatformSession.open(transport, serial, nonce, answer);
        }
    }

    /** All steps. @return the card's key */
    public CardPublicKey run() {
        SelectAnswer selected =
                SelectAnswer.decode(card.apply(CardCommands.select()).data());
        if (!selected.serial().equals(serial)) {
            throw new IllegalStateException("another card is in the reader");
        }
        try (PlatformSession session = begin()) {
            storeParameters(session);
            CardPublicKey key = storeKey(session);
            prove(session, key);
            session.acknowledged(card.apply(session.storeCertificate(TestIssuer.certify(cardId(), key))));
            session.acknowledged(card.apply(session.lock()));
            return key;
        }
    }

    public void storeParameters(PlatformSession session) {
        session.acknowledged(card.apply(session.storeParameters(parameters)));
        for (IssuerRole role : IssuerRole.values()) {
            session.acknowledged(card.apply(session.storeIssuerKey(TestIssuer.issuerKey(role, 1))));
        }
    }

    /** Has the card make its key, or sends it one. */
    public CardPublicKey storeKey(PlatformSession session) {
        if (scheme == KeyScheme.CERTIFIED) {
            return CardPublicKey.certified(session.cardKey(card.apply(session.makeCardKey())));
        }
        try (DerivedCardKey derived = TestIssuer.derivedKey(serial.toString())) {
            var point = session.cardKey(card.apply(session.storeCardKey(derived)));
            if (!point.equals(derived.publicKey().point())) {
                throw new IllegalStateException("the card answers another key than it was sent");
            }
            return derived.publicKey();
        }
    }

    /** Throws unless the card signs with that key. */
    public void prove(PlatformSession session, CardPublicKey key) {
        Nonce nonce = new Nonce(new byte[Nonce.LENGTH]);
        CardSignature proof = session.proof(card.apply(session.provePossession(nonce)));
        if (!TestKey.verifies(key, Domain.possessionInput(serial, key, nonce), proof)) {
            throw new IllegalStateException("the card does not have its key");
        }
    }

    public CardId cardId() {
        return parameters.cardId();
    }
}
