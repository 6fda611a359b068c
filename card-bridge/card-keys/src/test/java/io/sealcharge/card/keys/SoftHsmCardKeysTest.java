package io.sealcharge.card.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.card.protocol.CardCertificate;
import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.DerivedCardKey;
import io.sealcharge.card.protocol.EncodedPoint;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.protocol.TransportKey;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.testkit.SoftHsmFixture;
import io.sealcharge.hsm.testkit.TestToken;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Card keys with SoftHSM's non-extractable keys in two tokens, one open at a time. */
@Tag("real")
class SoftHsmCardKeysTest {
    private static final byte[] MESSAGE = {1, 2, 3};

    @Test
    void keysOfTheOfficersTokenAreCertifiedByTheServers() {
        List<CardPublicKey> derived = new ArrayList<>();
        EncodedPoint derivationKey;
        try (TestToken token = SoftHsmFixture.newToken();
                Hsm officers = token.open(1)) {
            CardKeyDerivation derivation =
                    new CardKeyDerivation(() -> officers, made(officers, KeyRole.CARD_DERIVATION));
            derivationKey = derivation.publicKey();
            for (int i = 0; i < 20; i++) {
                try (DerivedCardKey key = derivation.derive(Issuer.ID, Issuer.CARD)) {
                    BigInteger s = new BigInteger(1, key.privateKey());
                    assertThat(VerificationKey.of(key.publicKey())
                                    .verifies(
                                            MESSAGE,
                                            Ecdsa.sign(
                                                    s,
                                                    P256.point(key.publicKey().generator()),
                                                    MESSAGE)))
                            .isTrue();
                    derived.add(key.publicKey());
                }
            }
        }
        assertThat(derived).doesNotHaveDuplicates();
        try (TestToken token = SoftHsmFixture.newToken();
                Hsm server = token.open(1)) {
            CardCertification certification =
                    new CardCertification(() -> server, made(server, KeyRole.CARD_CERTIFICATION));
            CertificateVerifier verifier =
                    new CertificateVerifier(Issuer.ID, List.of(certification.publicKey()), Map.of(1, derivationKey));
            for (CardPublicKey key : derived) {
                Signed<CardCertificate> certificate =
                        certification.sign(new CardCertificate(Issuer.ID, 1, Issuer.CARD, key));
                assertThat(verifier.verify(certificate).certificate().key()).isEqualTo(key);
            }
        }
    }

    @Test
    void aTransportKeyIsTheSameForACardAndAnotherForEachOther() {
        try (TestToken token = SoftHsmFixture.newToken();
                Hsm server = token.open(1)) {
            TransportKeys keys = new TransportKeys(() -> server, made(server, KeyRole.CARD_TRANSPORT));
            try (TransportKey one = keys.of(SerialNumber.parse("00000000000000a1"));
                    TransportKey again = keys.of(SerialNumber.parse("00000000000000a1"));
                    TransportKey other = keys.of(SerialNumber.parse("00000000000000a2"))) {
                assertThat(one.bytes()).isEqualTo(again.bytes()).isNotEqualTo(other.bytes());
            }
        }
    }

    private static KeyDescription made(Hsm token, KeyRole role) {
        KeyDescription key = token.generate(new KeyId(role, 1));
        token.use(List.of(key));
        return key;
    }
}
