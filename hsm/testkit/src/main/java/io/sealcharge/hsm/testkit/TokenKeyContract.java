package io.sealcharge.hsm.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of the contract about token keys that seal and open texts, and about those that agree. */
abstract class TokenKeyContract extends OpenTokenTest {
    private static final byte[] PLAIN = "604321098765432107".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BOUND_TO = "8601234567890128".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER_INFO =
            "\0\0\0\7A256GCM\0\0\0\0\0\0\0\0\0\0\1\0".getBytes(StandardCharsets.US_ASCII);
    private static final int OVERHEAD = 12 + 16;

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 18, 32, 1000})
    void whatIsSealedOpensAgain(int length) {
        if (refusesFor(KeyRole.PIN_STORE)) {
            return;
        }
        generateAndUse(PIN_STORE);
        byte[] plain = new byte[length];
        new SecureRandom().nextBytes(plain);

        byte[] sealed = hsm().seal(PIN_STORE, plain, BOUND_TO);

        assertThat(sealed).hasSize(length + OVERHEAD);
        try (Secret opened = hsm().open(PIN_STORE, sealed, BOUND_TO)) {
            assertThat(opened.bytes()).isEqualTo(plain);
        }
    }

    @Test
    void theSameTextIsSealedAnewEachTime() {
        if (refusesFor(KeyRole.PIN_STORE)) {
            return;
        }
        generateAndUse(PIN_STORE);
        Set<String> ivs = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            byte[] sealed = hsm().seal(PIN_STORE, PLAIN, BOUND_TO);
            assertThat(ivs.add(HexFormat.of().formatHex(sealed, 0, 12))).isTrue();
        }
    }

    @Test
    void aSealedTextOpensAfterARestart() {
        if (refusesFor(KeyRole.PIN_STORE)) {
            return;
        }
        KeyDescription key = generateAndUse(PIN_STORE);
        byte[] sealed = hsm().seal(PIN_STORE, PLAIN, BOUND_TO);
        restart(key);

        try (Secret opened = hsm().open(PIN_STORE, sealed, BOUND_TO)) {
            assertThat(opened.bytes()).isEqualTo(PLAIN);
        }
    }

    @Test
    void anAlteredTextIsRefusedAndTheHsmStaysWell() {
        if (refusesFor(KeyRole.PIN_STORE)) {
            return;
        }
        generateAndUse(PIN_STORE);
        byte[] sealed = hsm().seal(PIN_STORE, PLAIN, BOUND_TO);
        List<byte[]> altered = new ArrayList<>(List.of(
                new byte[0],
                new byte[OVERHEAD - 1],
                new byte[OVERHEAD],
                Arrays.copyOf(sealed, sealed.length - 1),
                Arrays.copyOf(sealed, sealed.length + 1)));
        for (int at = 0; at < sealed.length; at++) {
            byte[] flipped = sealed.clone();
            flipped[at] ^= 0x01;
            altered.add(flipped);
        }

        for (byte[] text : altered) {
            assertThat(failureOf(() -> hsm().open(PIN_STORE, text, BOUND_TO)))
                    .as("sealed text %s", HexFormat.of().formatHex(text))
                    .isEqualTo(HsmFailure.REFUSED);
        }
        assertThat(failureOf(() -> hsm().open(PIN_STORE, sealed, PLAIN))).isEqualTo(HsmFailure.REFUSED);
        try (Secret opened = hsm().open(PIN_STORE, sealed, BOUND_TO)) {
            assertThat(opened.bytes()).isEqualTo(PLAIN);
        }
        hsm().selfTest();
    }

    @Test
    void anotherEpochDoesNotOpenIt() {
        if (refusesFor(KeyRole.PIN_STORE)) {
            return;
        }
        KeyId second = new KeyId(KeyRole.PIN_STORE, 2);
        hsm().use(List.of(hsm().generate(PIN_STORE), hsm().generate(second)));
        byte[] sealed = hsm().seal(PIN_STORE, PLAIN, BOUND_TO);

        assertThat(failureOf(() -> hsm().open(second, sealed, BOUND_TO))).isEqualTo(HsmFailure.REFUSED);
    }

    @Test
    void aKeySealsOrAgreesOnlyIfItsRoleSaysSo() throws Exception {
        hsm().use(List.of(hsm().generate(PIN_INDEX), hsm().generate(RECHARGE_WRAP), hsm().generate(ENVELOPE_SIGNING)));
        byte[] peer = JcaP256.point(terminal().getPublic());

        for (KeyId key : List.of(PIN_INDEX, RECHARGE_WRAP, ENVELOPE_SIGNING)) {
            assertThat(failureOf(() -> hsm().seal(key, PLAIN, BOUND_TO))).isEqualTo(HsmFailure.REFUSED);
            assertThat(failureOf(() -> hsm().open(key, new byte[OVERHEAD], BOUND_TO)))
                    .isEqualTo(HsmFailure.REFUSED);
            assertThat(failureOf(() -> hsm().agree(key, peer, OTHER_INFO))).isEqualTo(HsmFailure.REFUSED);
        }
        assertThat(failureOf(() -> hsm().agree(STOCK_IMPORT, peer, OTHER_INFO))).isEqualTo(HsmFailure.KEY_MISSING);
    }

    @Test
    void aTextIsBoundToSomething() {
        if (refusesFor(KeyRole.PIN_STORE)) {
            return;
        }
        generateAndUse(PIN_STORE);

        assertThat(failureOf(() -> hsm().seal(PIN_STORE, PLAIN, new byte[0]))).isEqualTo(HsmFailure.REFUSED);
        assertThat(failureOf(() -> hsm().open(PIN_STORE, new byte[OVERHEAD], new byte[0])))
                .isEqualTo(HsmFailure.REFUSED);
    }

    @Test
    void aTokenKeyAgreesWithAKeyPairOfTheJdk() throws Exception {
        KeyDescription key = generateAndUse(STOCK_IMPORT);
        byte[] point = Objects.requireNonNull(key.publicPoint());
        KeyPair peer = terminal();
        byte[] expected = JcaP256.concatKdf(JcaP256.agree(peer.getPrivate(), JcaP256.publicKey(point)), OTHER_INFO);

        assertThat(agreed(peer)).isEqualTo(expected);
        restart(key);
        assertThat(agreed(peer)).isEqualTo(expected);
        assertThat(hsm().oneTimeKeysHeld()).isZero();
    }

    private byte[] agreed(KeyPair peer) {
        try (Secret secret = hsm().agree(STOCK_IMPORT, JcaP256.point(peer.getPublic()), OTHER_INFO)) {
            return secret.bytes().clone();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.sealcharge.hsm.testkit.BadPoint#all")
    void aTokenKeyAgreesWithNoBadPoint(BadPoint point) {
        generateAndUse(STOCK_IMPORT);

        for (int i = 0; i < 5; i++) {
            assertThat(failureOf(() -> hsm().agree(STOCK_IMPORT, point.bytes(), OTHER_INFO)))
                    .isEqualTo(HsmFailure.REFUSED);
        }
        hsm().selfTest();
    }

    @Test
    void aCmacDependsOnKeyAndDataAlone() {
        KeyId second = new KeyId(KeyRole.CARD_TRANSPORT, 2);
        KeyDescription first = hsm().generate(CARD_TRANSPORT);
        hsm().use(List.of(first, hsm().generate(second), hsm().generate(PIN_INDEX)));
        byte[] mac = hsm().mac(CARD_TRANSPORT, PLAIN);

        assertThat(mac).hasSize(16).isEqualTo(hsm().mac(CARD_TRANSPORT, PLAIN));
        assertThat(mac).isNotEqualTo(hsm().mac(second, PLAIN));
        assertThat(mac).isNotEqualTo(Arrays.copyOf(hsm().mac(PIN_INDEX, PLAIN), 16));
        Set<String> macs = new HashSet<>();
        for (int length : new int[] {1, 15, 16, 17, 31, 32, 33, 5000}) {
            macs.add(HexFormat.of().formatHex(hsm().mac(CARD_TRANSPORT, new byte[length])));
        }
        assertThat(macs).hasSize(8);
        assertThat(failureOf(() -> hsm().mac(CARD_TRANSPORT, new byte[0]))).isEqualTo(HsmFailure.REFUSED);
        assertThat(failureOf(() -> hsm().seal(CARD_TRANSPORT, PLAIN, BOUND_TO))).isEqualTo(HsmFailure.REFUSED);
        restart(first);
        assertThat(hsm().mac(CARD_TRANSPORT, PLAIN)).isEqualTo(mac);
        hsm().selfTest();
    }

    static KeyPair terminal() throws GeneralSecurityException {
        return JcaP256.generate(new SecureRandom());
    }
}
