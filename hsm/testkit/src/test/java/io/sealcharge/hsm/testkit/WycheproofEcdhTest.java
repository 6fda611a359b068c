package io.sealcharge.hsm.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.OneTimeKey;
import io.sealcharge.hsm.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wycheproof's points as peers of a one-time key. A private key cannot be brought in through the port, so the shared
 * secrets of the vectors are checked on the JDK's agreement, which the contract test compares every HSM with; what is
 * asked of the HSMs is that they compute with each valid point and refuse every other one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WycheproofEcdhTest {
    private static final KeyId WRAP = new KeyId(KeyRole.RECHARGE_WRAP, 1);
    private static final byte[] OTHER_INFO = new byte[20];

    static List<WycheproofEcdh> vectors() {
        return WycheproofEcdh.all();
    }

    @Test
    void noVectorIsMissing() {
        assertThat(vectors()).hasSize(355);
        assertThat(vectors()).filteredOn(WycheproofEcdh::valid).hasSize(330);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void theJdkGivesTheSharedSecretOrRefuses(WycheproofEcdh vector) throws GeneralSecurityException {
        if (vector.valid()) {
            assertThat(JcaP256.agree(JcaP256.privateKey(vector.privateKey()), JcaP256.publicKey(vector.point())))
                    .isEqualTo(vector.shared());
        } else {
            assertThatThrownBy(() ->
                            JcaP256.agree(JcaP256.privateKey(vector.privateKey()), JcaP256.publicKey(vector.point())))
                    .isInstanceOf(GeneralSecurityException.class);
        }
    }

    @Tag("real")
    @Test
    void softHsmAgreesOrRefuses() throws Exception {
        try (TestToken token = SoftHsmFixture.newToken()) {
            assertEachPointAgreesOrIsRefused(token);
        }
    }

    @Tag("real")
    @Test
    void nssAgreesOrRefuses() throws Exception {
        try (TestToken token = NssFixture.newToken()) {
            assertEachPointAgreesOrIsRefused(token);
        }
    }

    @Test
    void theInMemoryHsmAgreesOrRefuses() throws Exception {
        try (TestToken token = new InMemoryToken()) {
            assertEachPointAgreesOrIsRefused(token);
        }
    }

    private static void assertEachPointAgreesOrIsRefused(TestToken token) throws GeneralSecurityException {
        try (Hsm hsm = token.open(2)) {
            hsm.use(List.of(hsm.generate(WRAP)));
            OneTimeKey key = hsm.generateOneTimeKey(WRAP);
            for (WycheproofEcdh vector : vectors()) {
                if (vector.valid()) {
                    assertThatCode(() ->
                                    hsm.agree(key, vector.point(), OTHER_INFO).close())
                            .as("%s", vector)
                            .doesNotThrowAnyException();
                } else {
                    assertThatThrownBy(() -> hsm.agree(key, vector.point(), OTHER_INFO))
                            .as("%s", vector)
                            .isInstanceOfSatisfying(
                                    HsmException.class,
                                    refused -> assertThat(refused.failure()).isEqualTo(HsmFailure.REFUSED));
                }
            }
            assertStillWell(hsm, key);
        }
    }

    private static void assertStillWell(Hsm hsm, OneTimeKey key) throws GeneralSecurityException {
        KeyPair terminal = JcaP256.generate(new SecureRandom());
        byte[] expected = JcaP256.concatKdf(
                JcaP256.agree(terminal.getPrivate(), JcaP256.publicKey(key.publicPoint())), OTHER_INFO);
        try (Secret agreed = hsm.agree(key, JcaP256.point(terminal.getPublic()), OTHER_INFO)) {
            assertThat(agreed.bytes()).isEqualTo(expected);
        }
        hsm.selfTest();
    }
}
