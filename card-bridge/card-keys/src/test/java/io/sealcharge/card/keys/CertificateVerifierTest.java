package io.sealcharge.card.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.card.protocol.CardCertificate;
import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.CardSignature;
import io.sealcharge.card.protocol.CardState;
import io.sealcharge.card.protocol.CardStatus;
import io.sealcharge.card.protocol.DerivedCardKey;
import io.sealcharge.card.protocol.Domain;
import io.sealcharge.card.protocol.EncodedPoint;
import io.sealcharge.card.protocol.IssuerId;
import io.sealcharge.card.protocol.IssuerRole;
import io.sealcharge.card.protocol.KeyReference;
import io.sealcharge.card.protocol.Nonce;
import io.sealcharge.card.protocol.OperationDigest;
import io.sealcharge.card.protocol.OperationId;
import io.sealcharge.card.protocol.OperationResult;
import io.sealcharge.card.protocol.Signed;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class CertificateVerifierTest {
    private static final OperationResult RESULT = result(Issuer.CARD);

    private final Issuer issuer = new Issuer();
    private final CertificateVerifier verifier = issuer.verifier();
    private final BigInteger own = Ecdsa.randomNumber();
    private final CardPublicKey ownKey =
            CardPublicKey.certified(P256.encode(P256.generator().multiply(own).normalize()));

    @Test
    void aCardWithACertificateIsBelievedUnderBothSchemes() {
        CertifiedCard certified = verifier.verify(issuer.certify(ownKey));

        assertThat(certified.id()).isEqualTo(Issuer.CARD);
        assertThat(certified.signedResult(signed(RESULT, own, P256.generator())))
                .isTrue();
        try (DerivedCardKey key = issuer.derivation.derive(Issuer.ID, Issuer.CARD)) {
            BigInteger s = P256.scalar(key.privateKey());
            ECPoint generator = P256.point(key.publicKey().generator());
            CertifiedCard derived = verifier.verify(issuer.certify(key.publicKey()));

            assertThat(derived.signedResult(signed(RESULT, s, generator))).isTrue();
            assertThat(derived.signedResult(signed(RESULT, own, P256.generator())))
                    .isFalse();
            assertThat(certified.signedResult(signed(RESULT, s, generator))).isFalse();
        }
    }

    /**
     * Whoever may choose R signs for every card id without any private key: for digests e of the name and h of the
     * message, and β, δ of his choice, T = δQ, r' = x(T), R = −(e·r'/h)G + βQ, r = x(R), s' = (hβ + r'r)/δ; then
     * (h/s')R + (r'/s')Y = T for Y = eG + rQ.
     */
    @RepeatedTest(5)
    void aForgeryWithAChosenGeneratorVerifiesWithoutTheCertificateAndIsRefusedWithIt() {
        EncodedPoint issuerKey = issuer.derivation.publicKey();
        ECPoint q = P256.point(issuerKey);
        BigInteger n = P256.order();
        byte[] name = Domain.cardKeyInput(Issuer.ID, 1, Issuer.CARD);
        BigInteger e = P256.digestNumber(Sha256.of(name));
        BigInteger h = P256.digestNumber(Sha256.of(RESULT.signingInput()));
        BigInteger beta = Ecdsa.randomNumber();
        BigInteger delta = Ecdsa.randomNumber();
        BigInteger rOfSignature = P256.xModuloOrder(q.multiply(delta));
        BigInteger alpha =
                e.multiply(rOfSignature).multiply(h.modInverse(n)).negate().mod(n);
        ECPoint generator = P256.sum(alpha, P256.generator(), beta, q);
        BigInteger r = P256.xModuloOrder(generator);
        BigInteger s = h.multiply(beta)
                .add(rOfSignature.multiply(r))
                .multiply(delta.modInverse(n))
                .mod(n);
        Signed<OperationResult> forged = new Signed<>(RESULT, Ecdsa.signature(rOfSignature, s));
        CardPublicKey chosen = DerivedScheme.publicKey(issuerKey, name, P256.encode(generator));

        // The equation alone holds: Y is what the issuer's key gives for the name and R, and the signature fits it.
        assertThat(VerificationKey.of(chosen).verifies(RESULT, forged.signature()))
                .isTrue();

        // Who takes Y and R from the certificate sees that the card did not sign.
        try (DerivedCardKey real = issuer.derivation.derive(Issuer.ID, Issuer.CARD)) {
            assertThat(verifier.verify(issuer.certify(real.publicKey())).signedResult(forged))
                    .isFalse();
        }
        // And there is no certificate for the chosen R: not unsigned, nor signed by the forger or by the chosen key.
        CardCertificate wished = new CardCertificate(Issuer.ID, 1, Issuer.CARD, chosen);
        BigInteger forger = Ecdsa.randomNumber();
        for (CardSignature signature : List.of(
                forged.signature(),
                Ecdsa.signature(BigInteger.ONE, BigInteger.ONE),
                Ecdsa.sign(forger, P256.generator(), wished.signingInput()),
                Ecdsa.sign(forger, generator, wished.signingInput()))) {
            assertRefused(new Signed<>(wished, signature), "none of the issuer's certification keys");
        }
    }

    @Test
    void aCertificateThatWasAlteredIsRefused() {
        Signed<CardCertificate> good = issuer.certify(ownKey);
        CardCertificate content = good.statement();
        CardPublicKey otherKey = CardPublicKey.certified(EncodedPoint.G);

        for (CardCertificate altered : List.of(
                new CardCertificate(content.issuer(), 2, content.cardId(), content.key()),
                new CardCertificate(content.issuer(), 1, CardId.parse("6225000100000025"), content.key()),
                new CardCertificate(IssuerId.parse("62250002"), 1, content.cardId(), content.key()),
                new CardCertificate(content.issuer(), 1, content.cardId(), otherKey),
                new CardCertificate(
                        content.issuer(),
                        1,
                        content.cardId(),
                        CardPublicKey.derived(ownKey.point(), EncodedPoint.G)))) {
            assertRefused(new Signed<>(altered, good.signature()), "none of the issuer's certification keys");
        }
    }

    @Test
    void aKeyOfAnotherRoleCertifiesNothing() {
        CardCertificate certificate = new CardCertificate(Issuer.ID, 1, Issuer.CARD, ownKey);
        Signed<CardCertificate> good = issuer.certify(ownKey);
        CertificateVerifier others = new CertificateVerifier(
                Issuer.ID,
                List.of(
                        issuer.derivation.publicKey(),
                        issuer.operations.issuerKey().point()),
                Map.of());

        assertThatThrownBy(() -> others.verify(good)).isInstanceOf(CardKeyException.class);
        assertThat(verifier.verify(good).certificate()).isEqualTo(certificate);
    }

    /** A slip of whoever feeds the certification key does not pass either. */
    @Test
    void aWellSignedCertificateThatCannotBeIsRefused() {
        assertRefused(
                issuer.certification.sign(new CardCertificate(IssuerId.parse("62250002"), 1, Issuer.CARD, ownKey)),
                "of issuer 62250002");
        assertRefused(
                issuer.certify(CardPublicKey.derived(ownKey.point(), EncodedPoint.G)),
                "not the one that the issuer's key gives");
        try (DerivedCardKey key = issuer.derivation.derive(Issuer.ID, CardId.parse("6225000100000025"))) {
            assertRefused(issuer.certify(key.publicKey()), "not the one that the issuer's key gives");
        }
        try (DerivedCardKey key = issuer.derivation.derive(Issuer.ID, Issuer.CARD)) {
            assertRefused(
                    issuer.certification.sign(new CardCertificate(Issuer.ID, 2, Issuer.CARD, key.publicKey())),
                    "epoch 2");
        }
        byte[] off = EncodedPoint.G.bytes();
        off[64] ^= 1;
        assertRefused(issuer.certify(CardPublicKey.certified(new EncodedPoint(off))), "does not lie on P-256");
    }

    @Test
    void whatACardSignsIsTakenInItsOwnDomainAndForItselfOnly() {
        CertifiedCard card = verifier.verify(issuer.certify(ownKey));
        CardStatus status = new CardStatus(
                Issuer.CARD,
                CardState.ACTIVE,
                1,
                0,
                OperationId.NONE,
                OperationDigest.NONE,
                OperationId.NONE,
                new Nonce(new byte[16]));

        assertThat(card.signedStatus(new Signed<>(status, Ecdsa.sign(own, P256.generator(), status.signingInput()))))
                .isTrue();
        assertThat(card.signedStatus(new Signed<>(
                        status, Ecdsa.sign(own, P256.generator(), Domain.RESULT.signingInput(status.encode())))))
                .isFalse();
        assertThat(card.signedResult(signed(result(CardId.parse("6225000100000025")), own, P256.generator())))
                .as("another card's result, signed by this one's key")
                .isFalse();
    }

    private void assertRefused(Signed<CardCertificate> certificate, String why) {
        assertThatThrownBy(() -> verifier.verify(certificate))
                .isInstanceOf(CardKeyException.class)
                .hasMessageContaining(why);
    }

    private static Signed<OperationResult> signed(OperationResult result, BigInteger s, ECPoint generator) {
        return new Signed<>(result, Ecdsa.sign(s, generator, result.signingInput()));
    }

    private static OperationResult result(CardId card) {
        return new OperationResult(
                OperationId.parse("00112233445566778899aabbccddeeff"),
                new OperationDigest(Sha256.of(new byte[] {1})),
                card,
                100,
                5_100,
                8,
                new KeyReference(IssuerRole.OPERATION, 1));
    }
}
