package io.sealcharge.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Vectors of Project Wycheproof through the envelopes' own code; see SOURCE.md beside them. */
class WycheproofTest {
    /** A case and the group it stands in. */
    record Case(JsonNode group, JsonNode test) {
        byte[] bytes(String name) {
            return HexFormat.of().parseHex(test.path(name).asText());
        }

        boolean isValid() {
            return test.path("result").asText().equals("valid");
        }
    }

    private static Stream<Named<Case>> cases(String file) {
        try (InputStream in = WycheproofTest.class.getResourceAsStream("/wycheproof/" + file + ".json")) {
            JsonNode root = new ObjectMapper().readTree(in);
            return StreamSupport.stream(root.path("testGroups").spliterator(), false)
                    .flatMap(group -> StreamSupport.stream(group.path("tests").spliterator(), false)
                            .map(test -> Named.of(
                                    test.path("tcId").asText() + " "
                                            + test.path("comment").asText(),
                                    new Case(group, test))));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Named<Case>> agreements() {
        return cases("ecdh_secp256r1_ecpoint_test");
    }

    /** Compressed points, "acceptable" there, are refused here: an epk has both coordinates. */
    @ParameterizedTest
    @MethodSource("agreements")
    void ecdh(Case vector) throws GeneralSecurityException {
        byte[] point = vector.bytes("public");
        if (!vector.isValid()) {
            assertThatThrownBy(() -> P256Point.ofUncompressed(point)).isInstanceOf(MalformedEnvelopeException.class);
            return;
        }
        ECPublicKey onCurve = (ECPublicKey) Samples.RECHARGE_PAIR.getPublic();
        ECPrivateKey key = (ECPrivateKey) KeyFactory.getInstance("EC")
                .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, vector.bytes("private")), onCurve.getParams()));
        byte[] otherInfo = {1, 2, 3};
        MessageDigest kdf = MessageDigest.getInstance("SHA-256");
        kdf.update(new byte[] {0, 0, 0, 1});
        kdf.update(vector.bytes("shared"));

        assertThat(new SoftwareEnvelopeOpener(key)
                        .deriveKey(P256Point.ofUncompressed(point).uncompressed(), otherInfo))
                .isEqualTo(kdf.digest(otherInfo));
    }

    static Stream<Named<Case>> contents() {
        return cases("aes_gcm_test")
                .filter(vector -> vector.getPayload().group().path("ivSize").asInt() == 96)
                .filter(vector -> vector.getPayload().group().path("keySize").asInt() == 256);
    }

    @ParameterizedTest
    @MethodSource("contents")
    void a256gcm(Case vector) {
        byte[] text = HexFormat.of()
                .parseHex(vector.test().path("ct").asText()
                        + vector.test().path("tag").asText());
        if (vector.isValid()) {
            assertThat(ContentKey.decrypt(vector.bytes("key"), vector.bytes("iv"), vector.bytes("aad"), text))
                    .isEqualTo(vector.bytes("msg"));
        } else {
            assertThatThrownBy(() ->
                            ContentKey.decrypt(vector.bytes("key"), vector.bytes("iv"), vector.bytes("aad"), text))
                    .isInstanceOf(UnreadableEnvelopeException.class);
        }
    }

    static Stream<Named<Case>> signatures() {
        return cases("ecdsa_secp256r1_sha256_p1363_test");
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void es256(Case vector) {
        P256Point key = P256Point.ofUncompressed(HexFormat.of()
                .parseHex(vector.group().path("publicKey").path("uncompressed").asText()));
        PinnedKeys pins = PinnedKeys.parse(Samples.jwks(key.publicKey()));

        assertThat(pins.verify(key.thumbprint(), vector.bytes("msg"), vector.bytes("sig")))
                .isEqualTo(vector.isValid());
    }
}
