package io.sealcharge.card.software;

import static io.sealcharge.card.software.RefusedException.unless;

import io.sealcharge.card.protocol.CardCertificate;
import io.sealcharge.card.protocol.CardParameters;
import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.CardSession;
import io.sealcharge.card.protocol.DerivedCardKey;
import io.sealcharge.card.protocol.Domain;
import io.sealcharge.card.protocol.IssuerKey;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.MalformedCardDataException;
import io.sealcharge.card.protocol.Nonce;
import io.sealcharge.card.protocol.PersonalisationStep;
import io.sealcharge.card.protocol.SessionBrokenException;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.protocol.StatusWord;
import io.sealcharge.card.protocol.TlvReader;
import java.util.Objects;

/** The steps from a blank card to an active one. */
final class Personalisation {
    private final CardMemory memory;
    private final Transient session;
    private final CardCrypto crypto;
    private final OwnSignature own;

    Personalisation(CardMemory memory, Transient session, CardCrypto crypto, OwnSignature own) {
        this.memory = memory;
        this.session = session;
        this.crypto = crypto;
        this.own = own;
    }

    byte[] process(PersonalisationStep step, byte[] data) {
        try {
            return step == PersonalisationStep.BEGIN ? begin(data) : inSession(step, data);
        } catch (SessionBrokenException broken) {
            throw new RefusedException(StatusWord.WRONG_SESSION_MAC);
        }
    }

    private byte[] begin(byte[] data) {
        CardRecord card = blankCard();
        Nonce platform = CardSession.beginNonce(data);
        Nonce fresh = new Nonce(crypto.random(Nonce.LENGTH));
        CardSession begun = new CardSession(Objects.requireNonNull(card.transport()), card.serial(), platform, fresh);
        session.beginPersonalisation(begun);
        return begun.firstAnswer();
    }

    private byte[] inSession(PersonalisationStep step, byte[] data) {
        CardRecord card = blankCard();
        CardSession secure = session.personalisation();
        if (secure == null) {
            throw new RefusedException(StatusWord.NOT_IN_THIS_STATE);
        }
        byte[] opened = secure.open(step, data);
        return switch (step) {
            case BEGIN -> throw new IllegalStateException("begin opens a session");
            case STORE_PARAMETERS -> {
                memory.write(card.withParameters(CardParameters.decode(opened)));
                yield secure.acknowledge();
            }
            case STORE_ISSUER_KEY -> {
                storeIssuerKey(card, IssuerKey.decode(opened));
                yield secure.acknowledge();
            }
            case MAKE_CARD_KEY -> {
                TlvReader.of(opened).requireEnd();
                yield secure.answer(makeCardKey(card).publicKey().point());
            }
            case STORE_CARD_KEY ->
                secure.answer(storeCardKey(card, secure, opened).point());
            case PROVE_POSSESSION -> {
                Nonce nonce = CardSession.nonce(opened);
                unless(card.key() != null, StatusWord.NOT_IN_THIS_STATE);
                CardPublicKey key = card.cardKey().publicKey();
                yield secure.answer(own.sign(Domain.possessionInput(card.serial(), key, nonce)));
            }
            case STORE_CERTIFICATE -> {
                storeCertificate(card, Signed.certificate(opened));
                yield secure.acknowledge();
            }
            case LOCK -> {
                TlvReader.of(opened).requireEnd();
                lock(card);
                yield secure.acknowledge();
            }
        };
    }

    private void storeIssuerKey(CardRecord card, IssuerKey key) {
        unless(card.parameters() != null, StatusWord.NOT_IN_THIS_STATE);
        IssuerKeys others = card.issuerKeys().without(key.reference());
        unless(others.hasRoomFor(key.reference().role()), StatusWord.NO_ROOM);
        memory.write(card.withIssuerKeys(others.with(key)));
    }

    /** The key that is there already, or a new one. */
    private CardKey makeCardKey(CardRecord card) {
        CardKey present = card.key();
        if (present != null && present.publicKey().scheme() == KeyScheme.CERTIFIED) {
            return present;
        }
        CardKey made = crypto.makeKey();
        memory.write(card.withKey(made));
        return made;
    }

    private CardPublicKey storeCardKey(CardRecord card, CardSession secure, byte[] opened) {
        try (DerivedCardKey derived = secure.derivedKey(opened)) {
            unless(DerivedPair.holds(derived), StatusWord.MALFORMED);
            memory.write(card.withKey(new CardKey(derived.privateKey(), derived.publicKey())));
            return derived.publicKey();
        }
    }

    private void storeCertificate(CardRecord card, Signed<CardCertificate> certificate) {
        unless(card.parameters() != null && card.key() != null, StatusWord.NOT_IN_THIS_STATE);
        CardCertificate body = certificate.statement();
        boolean own = body.cardId().equals(card.personal().cardId())
                && body.issuer().equals(card.personal().issuer())
                && body.key().equals(card.cardKey().publicKey());
        if (!own) {
            throw new MalformedCardDataException("a certificate of another card or key");
        }
        memory.write(card.withCertificate(certificate));
    }

    private void lock(CardRecord card) {
        boolean complete = card.issuerKeys().hasEachRole() && card.certificate() != null;
        unless(complete, StatusWord.NOT_IN_THIS_STATE);
        memory.write(card.locked());
    }

    private CardRecord blankCard() {
        CardRecord card = memory.read();
        unless(card.isBlank(), StatusWord.NOT_IN_THIS_STATE);
        return card;
    }
}
