package io.sealcharge.card.keys;

import io.sealcharge.card.protocol.CardCertificate;
import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.CardParameters;
import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.CurrencyNumber;
import io.sealcharge.card.protocol.EncodedPoint;
import io.sealcharge.card.protocol.IssuerId;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.Limits;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.protocol.TransportKey;
import io.sealcharge.card.simulator.CardMemory;
import io.sealcharge.card.simulator.CardModel;
import io.sealcharge.card.simulator.SimulatedCard;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.TokenOwner;
import io.sealcharge.hsm.testkit.InMemoryHsm;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An issuer with two tokens, one key of each role in each. */
final class Issuer {
    static final IssuerId ID = IssuerId.parse("62250001");
    static final CardId CARD = CardId.parse("6225000100000017");

    private final SecureRandom random = new SecureRandom();
    final Hsm server;
    final Hsm officers;
    final List<KeyDescription> keys = new ArrayList<>();
    final CardKeyDerivation derivation;
    final CardCertification certification;
    final TransportKeys transport;
    final OperationSigning operations;
    final OperationSigning administration;

    /** In memory. */
    Issuer() {
        this(new InMemoryHsm(), new InMemoryHsm());
    }

    Issuer(Hsm server, Hsm officers) {
        this.server = server;
        this.officers = officers;
        fill(server, TokenOwner.SERVER);
        fill(officers, TokenOwner.OFFICERS);
        derivation = new CardKeyDerivation(() -> officers, key(KeyRole.CARD_DERIVATION));
        certification = new CardCertification(() -> server, key(KeyRole.CARD_CERTIFICATION));
        transport = new TransportKeys(() -> server, key(KeyRole.CARD_TRANSPORT));
        operations = new OperationSigning(() -> server, key(KeyRole.ISSUER_OPERATION));
        administration = new OperationSigning(() -> officers, key(KeyRole.ISSUER_ADMIN));
    }

    private void fill(Hsm token, TokenOwner owner) {
        List<KeyDescription> made = KeyRole.of(owner).stream()
                .filter(role -> role.label().startsWith("card-") || role.label().startsWith("issuer-"))
                .map(role -> token.generate(new KeyId(role, 1)))
                .toList();
        token.use(made);
        keys.addAll(made);
    }

    KeyDescription key(KeyRole role) {
        return keys.stream().filter(key -> key.id().role() == role).findFirst().orElseThrow();
    }

    EncodedPoint point(KeyRole role) {
        return new EncodedPoint(Objects.requireNonNull(key(role).publicPoint()));
    }

    CertificateVerifier verifier() {
        return new CertificateVerifier(
                ID, List.of(certification.publicKey()), Map.of(derivation.epoch(), derivation.publicKey()));
    }

    Personalisation personalisation(CertificateRegister register) {
        return new Personalisation(
                transport, derivation, certification, register, new CardProof(verifier(), random), random);
    }

    CardOrder order(KeyScheme scheme) {
        return order(scheme, CARD);
    }

    CardOrder order(KeyScheme scheme, CardId card) {
        return new CardOrder(
                new CardParameters(card, ID, new CurrencyNumber(156), new Limits(1_000_000, 200_000, 5_000)),
                scheme,
                derivation.epoch(),
                List.of(operations.issuerKey(), administration.issuerKey()));
    }

    /** A card from the factory, in a reader. */
    SimulatedCard blankCard(SerialNumber serial) {
        try (TransportKey key = transport.of(serial)) {
            return SimulatedCard.insert(
                    CardModel.blank(serial.bytes(), key.bytes()), CardMemory.volatileMemory(), random);
        }
    }

    Signed<CardCertificate> certify(CardPublicKey key) {
        return certification.sign(new CardCertificate(ID, derivation.epoch(), CARD, key));
    }
}
