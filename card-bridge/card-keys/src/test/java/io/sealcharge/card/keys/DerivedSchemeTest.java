package io.sealcharge.card.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.DerivedCardKey;
import io.sealcharge.card.protocol.Domain;
import io.sealcharge.card.protocol.EncodedPoint;
import io.sealcharge.card.protocol.IssuerId;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.Secret;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;

class DerivedSchemeTest {
    private static final byte[] NAME = Domain.cardKeyInput(Issuer.ID, 1, Issuer.CARD);
    private static final byte[] MESSAGE = "balance 50".getBytes(StandardCharsets.US_ASCII);

    private final Issuer issuer = new Issuer();

    @Test
    void whatIsDerivedIsAKeyPairWithAGeneratorOfItsOwn() {
        try (DerivedCardKey key = issuer.derivation.derive(Issuer.ID, Issuer.CARD)) {
            CardPublicKey known = key.publicKey();
            BigInteger s = P256.scalar(key.privateKey());

            assertThat(known.scheme()).isEqualTo(KeyScheme.DERIVED);
            assertThat(known.generator()).isNotEqualTo(EncodedPoint.G);
            assertThat(P256.point(known.generator()).multiply(s).normalize()).isEqualTo(P256.point(known.point()));
            assertThat(VerificationKey.of(known)
                            .verifies(MESSAGE, Ecdsa.sign(s, P256.point(known.generator()), MESSAGE)))
                    .isTrue();
            assertThat(VerificationKey.of(known).verifies(MESSAGE, Ecdsa.sign(s, P256.generator(), MESSAGE)))
                    .as("a signature made with the standard generator is not this key's")
                    .isFalse();
            assertThat(VerificationKey.standard(known.point())
                            .verifies(MESSAGE, Ecdsa.sign(s, P256.point(known.generator()), MESSAGE)))
                    .as("nor does the standard generator verify what was made with R")
                    .isFalse();
        }
    }

    @Test
    void verifiersComputeThePublicKeyFromIssuerKeyNameAndGenerator() {
        try (DerivedCardKey key = issuer.derivation.derive(Issuer.ID, Issuer.CARD)) {
            EncodedPoint generator = key.publicKey().generator();

            assertThat(DerivedScheme.publicKey(issuer.derivation.publicKey(), NAME, generator))
                    .isEqualTo(key.publicKey());
            for (byte[] otherName : List.of(
                    Domain.cardKeyInput(Issuer.ID, 2, Issuer.CARD),
                    Domain.cardKeyInput(IssuerId.parse("62250002"), 1, Issuer.CARD),
                    Domain.cardKeyInput(Issuer.ID, 1, CardId.parse("6225000100000025")))) {
                assertThat(DerivedScheme.publicKey(issuer.derivation.publicKey(), otherName, generator))
                        .isNotEqualTo(key.publicKey());
            }
        }
    }

    @Test
    void eachDerivationGivesAnotherKeyAndAllOfThemAreGood() {
        try (DerivedCardKey one = issuer.derivation.derive(Issuer.ID, Issuer.CARD);
                DerivedCardKey two = issuer.derivation.derive(Issuer.ID, Issuer.CARD)) {
            assertThat(one.publicKey()).isNotEqualTo(two.publicKey());
        }
    }

    @Test
    void theInputIsWhatTheProtocolSays() {
        assertThat(HexFormat.of().formatHex(NAME))
                .isEqualTo(
                        "0015" + HexFormat.of().formatHex("SEALCHARGE-CARDKEY-v1".getBytes(StandardCharsets.US_ASCII))
                                + "0004" + Issuer.ID + "0002" + "0001" + "0008" + Issuer.CARD);
    }

    @Test
    void aSignatureOverSomethingElseOrBySomebodyElseIsNoKey() {
        byte[] signature =
                issuer.officers.sign(issuer.key(KeyRole.CARD_DERIVATION).id(), Sha256.of(NAME));
        EncodedPoint known = issuer.derivation.publicKey();
        byte[] altered = signature.clone();
        altered[63] ^= 1;
        byte[] swapped = Arrays.copyOf(Arrays.copyOfRange(signature, 32, 64), 64);
        System.arraycopy(signature, 0, swapped, 32, 32);

        assertThatThrownBy(() -> of(known, Domain.cardKeyInput(Issuer.ID, 2, Issuer.CARD), signature))
                .isInstanceOf(CardKeyException.class)
                .hasMessageContaining("not a signature");
        assertThatThrownBy(() -> of(issuer.certification.publicKey(), NAME, signature))
                .isInstanceOf(CardKeyException.class);
        assertThatThrownBy(() -> of(known, NAME, altered)).isInstanceOf(CardKeyException.class);
        assertThatThrownBy(() -> of(known, NAME, swapped)).isInstanceOf(CardKeyException.class);
        for (byte[] half : List.of(new byte[32], order(), bytes(P256.order().add(BigInteger.ONE)), filled(0xFF))) {
            assertThatThrownBy(() -> of(known, NAME, joined(half, Arrays.copyOfRange(signature, 32, 64))))
                    .isInstanceOf(CardKeyException.class)
                    .hasMessageContaining("1 to n - 1");
            assertThatThrownBy(() -> of(known, NAME, joined(Arrays.copyOf(signature, 32), half)))
                    .isInstanceOf(CardKeyException.class)
                    .hasMessageContaining("1 to n - 1");
        }
        assertThatThrownBy(() -> of(known, NAME, Arrays.copyOf(signature, 63))).isInstanceOf(CardKeyException.class);
        of(known, NAME, signature).close();
    }

    @Test
    void anIssuerKeyOrGeneratorOffTheCurveIsRefused() {
        byte[] off = EncodedPoint.G.bytes();
        off[64] ^= 1;
        EncodedPoint offCurve = new EncodedPoint(off);
        byte[] signature =
                issuer.officers.sign(issuer.key(KeyRole.CARD_DERIVATION).id(), Sha256.of(NAME));

        assertThatThrownBy(() -> of(offCurve, NAME, signature))
                .isInstanceOf(CardKeyException.class)
                .hasMessageContaining("does not lie on P-256");
        assertThatThrownBy(() -> DerivedScheme.publicKey(issuer.derivation.publicKey(), NAME, offCurve))
                .isInstanceOf(CardKeyException.class)
                .hasMessageContaining("does not lie on P-256");
        assertThatThrownBy(() -> VerificationKey.of(CardPublicKey.derived(EncodedPoint.G, offCurve)))
                .isInstanceOf(CardKeyException.class);
        assertThatThrownBy(() -> VerificationKey.standard(offCurve)).isInstanceOf(CardKeyException.class);
        byte[] unreduced = EncodedPoint.G.bytes();
        Arrays.fill(unreduced, 1, 33, (byte) 0xFF);
        assertThatThrownBy(() -> VerificationKey.standard(new EncodedPoint(unreduced)))
                .isInstanceOf(CardKeyException.class);
    }

    /** Q = −(e/r)G with r = x(R) makes Y the identity: every signature by it would be as good as any. */
    @Test
    void aPublicKeyThatWouldBeTheIdentityIsRefused() {
        ECPoint generator = P256.generator().multiply(BigInteger.valueOf(7)).normalize();
        BigInteger e = P256.digestNumber(Sha256.of(NAME));
        BigInteger q =
                e.negate().multiply(P256.inverse(P256.xModuloOrder(generator))).mod(P256.order());
        EncodedPoint issuerKey = P256.encode(P256.generator().multiply(q).normalize());

        assertThatThrownBy(() -> DerivedScheme.publicKey(issuerKey, NAME, P256.encode(generator)))
                .isInstanceOf(CardKeyException.class)
                .hasMessageContaining("identity");
        assertThatThrownBy(
                        () -> of(issuerKey, NAME, joined(bytes(P256.xModuloOrder(generator)), bytes(BigInteger.TEN))))
                .isInstanceOf(CardKeyException.class)
                .hasMessageContaining("identity");
        assertThatThrownBy(() -> P256.encode(P256.curve().getCurve().getInfinity()))
                .isInstanceOf(CardKeyException.class);
    }

    @Test
    void aPrivateKeyThatDoesNotGiveThePublicKeyIsRefused() {
        try (DerivedCardKey key = issuer.derivation.derive(Issuer.ID, Issuer.CARD);
                DerivedCardKey other = issuer.derivation.derive(Issuer.ID, Issuer.CARD);
                Secret right = Secret.owning(key.privateKey());
                Secret zero = Secret.owning(new byte[32]);
                Secret order = Secret.owning(order())) {
            CardPublicKey mixed = CardPublicKey.derived(
                    key.publicKey().point(), other.publicKey().generator());
            CardPublicKey negative = CardPublicKey.derived(
                    P256.encode(P256.point(key.publicKey().point()).negate()),
                    key.publicKey().generator());

            DerivedScheme.requirePair(right, key.publicKey());
            for (CardPublicKey wrong : List.of(mixed, negative, other.publicKey())) {
                assertThatThrownBy(() -> DerivedScheme.requirePair(right, wrong))
                        .isInstanceOf(CardKeyException.class)
                        .hasMessageContaining("does not belong");
            }
            assertThatThrownBy(() -> DerivedScheme.requirePair(zero, key.publicKey()))
                    .isInstanceOf(CardKeyException.class);
            assertThatThrownBy(() -> DerivedScheme.requirePair(order, key.publicKey()))
                    .isInstanceOf(CardKeyException.class);
        }
    }

    @Test
    void multiplicationBySecretsIsRightAtTheEnds() {
        ECPoint g = P256.generator();
        BigInteger n = P256.order();
        for (BigInteger k : List.of(
                BigInteger.ONE,
                BigInteger.TWO,
                n.subtract(BigInteger.ONE),
                n.shiftRight(1),
                BigInteger.ONE.shiftLeft(255))) {
            assertThat(P256.multiply(k, g)).isEqualTo(g.multiply(k).normalize());
            assertThat(P256.inverse(k).multiply(k).mod(n)).isEqualTo(BigInteger.ONE);
        }
    }

    private static DerivedCardKey of(EncodedPoint issuerKey, byte[] name, byte[] signature) {
        try (Secret secret = Secret.owning(signature.clone())) {
            return DerivedScheme.key(issuerKey, name, secret);
        }
    }

    private static byte[] order() {
        return bytes(P256.order());
    }

    private static byte[] bytes(BigInteger number) {
        return BigIntegers.asUnsignedByteArray(32, number);
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] joined(byte[] r, byte[] s) {
        byte[] both = Arrays.copyOf(r, 64);
        System.arraycopy(s, 0, both, 32, 32);
        return both;
    }
}
