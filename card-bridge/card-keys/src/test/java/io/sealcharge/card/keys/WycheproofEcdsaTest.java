package io.sealcharge.card.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.CardSignature;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;

/** The verifier of card signatures with the standard generator, by Wycheproof's vectors. */
class WycheproofEcdsaTest {
    private static final List<WycheproofEcdsa> FIXED = WycheproofEcdsa.all("ecdsa_secp256r1_sha256_p1363_test.json");
    private static final List<WycheproofEcdsa> DER = WycheproofEcdsa.all("ecdsa_secp256r1_sha256_test.json");

    @Test
    void noVectorIsMissing() {
        assertThat(FIXED).hasSize(262).filteredOn(WycheproofEcdsa::valid).hasSize(173);
        assertThat(DER).hasSize(484).filteredOn(WycheproofEcdsa::valid).hasSize(174);
    }

    @Test
    void signaturesOfFixedLengthAreGoodOrBadAsTheVectorsSay() {
        for (WycheproofEcdsa vector : FIXED) {
            assertThat(verifies(vector, vector.signature())).as("%s", vector).isEqualTo(vector.valid());
        }
    }

    /** Cards turn DER into 64 bytes themselves; here a strict decoder does, and what it refuses is no signature. */
    @Test
    void signaturesInDerAreGoodOrBadAsTheVectorsSay() {
        for (WycheproofEcdsa vector : DER) {
            boolean verified = fixed(vector.signature())
                    .map(signature -> verifies(vector, signature))
                    .orElse(false);
            assertThat(verified).as("%s", vector).isEqualTo(vector.valid());
        }
    }

    private static boolean verifies(WycheproofEcdsa vector, byte[] signature) {
        if (signature.length != CardSignature.LENGTH) {
            return false;
        }
        return VerificationKey.of(CardPublicKey.certified(vector.key()))
                .verifies(vector.message(), new CardSignature(signature));
    }

    private static Optional<byte[]> fixed(byte[] der) {
        try {
            BigInteger[] halves = StandardDSAEncoding.INSTANCE.decode(P256.order(), der);
            byte[] signature = new byte[CardSignature.LENGTH];
            BigIntegers.asUnsignedByteArray(halves[0], signature, 0, P256.SCALAR_BYTES);
            BigIntegers.asUnsignedByteArray(halves[1], signature, P256.SCALAR_BYTES, P256.SCALAR_BYTES);
            return Optional.of(signature);
        } catch (IOException | RuntimeException notStrictDer) {
            return Optional.empty();
        }
    }
}
