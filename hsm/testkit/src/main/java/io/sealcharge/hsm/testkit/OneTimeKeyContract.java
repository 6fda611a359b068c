package io.sealcharge.hsm.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.OneTimeKey;
import io.sealcharge.hsm.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The part of the contract about one-time agreement keys, from their making to their end. */
abstract class OneTimeKeyContract extends TokenKeyContract {
    private static final byte[] OTHER_INFO =
            "\0\0\0\7A256GCM\0\0\0\0\0\0\0\0\0\0\1\0".getBytes(StandardCharsets.US_ASCII);
    private static final int PKCS8_P256_AT_LEAST = 67;

    @Test
    void aOneTimeKeyAgreesWithATerminalOfTheJdk() throws Exception {
        OneTimeKey key = aOneTimeKey();

        assertThat(key.publicPoint()).hasSize(65).startsWith(4);
        assertAgrees(key);
    }

    @Test
    void theSameAgreementMayBeMadeTwice() throws Exception {
        OneTimeKey key = aOneTimeKey();

        assertAgrees(key);
        assertAgrees(key);
        assertThat(hsm().oneTimeKeysHeld()).isEqualTo(1);
    }

    @Test
    void otherInfoEntersTheDerivedKey() throws Exception {
        OneTimeKey key = aOneTimeKey();
        byte[] peer = JcaP256.point(terminal().getPublic());
        byte[] longInfo = new byte[500];

        assertThat(agreed(key, peer, OTHER_INFO)).isNotEqualTo(agreed(key, peer, longInfo));
    }

    @Test
    void oneTimeKeysDiffer() {
        OneTimeKey first = aOneTimeKey();
        OneTimeKey second = hsm().generateOneTimeKey(RECHARGE_WRAP);

        assertThat(second.publicPoint()).isNotEqualTo(first.publicPoint());
        assertThat(second.wrappedPrivateKey()).isNotEqualTo(first.wrappedPrivateKey());
        assertThat(first.wrappedUnder()).isEqualTo(RECHARGE_WRAP);
        assertThat(hsm().oneTimeKeysHeld()).isEqualTo(2);
    }

    @Test
    void theWrappedCopyIsNotThePrivateKey() {
        OneTimeKey key = aOneTimeKey();

        // SEQUENCE is how PKCS#8 in the clear begins, and the curve's OID stands in it
        String wrapped = HexFormat.of().formatHex(key.wrappedPrivateKey());
        assertThat(key.wrappedPrivateKey()).hasSizeGreaterThanOrEqualTo(PKCS8_P256_AT_LEAST);
        assertThat(key.wrappedPrivateKey().length % 8)
                .as("RFC 5649 gives whole blocks")
                .isZero();
        assertThat(wrapped).doesNotContain("2a8648ce3d0201").doesNotContain("2a8648ce3d030107");
        assertThat(key.toString()).doesNotContain(wrapped);
    }

    @Test
    void aOneTimeKeyWorksFromItsWrappedCopyOnceTheKeeperHasDestroyedIt() throws Exception {
        OneTimeKey key = aOneTimeKey();
        hsm().destroyOneTimeKey(key.publicPoint());

        assertThat(hsm().oneTimeKeysHeld()).isZero();
        assertAgreesFromWrappedCopy(key);
    }

    @Test
    void aOneTimeKeyWorksFromItsWrappedCopyAfterARestart() throws Exception {
        KeyDescription wrap = hsm().generate(RECHARGE_WRAP);
        hsm().use(List.of(wrap));
        OneTimeKey key = hsm().generateOneTimeKey(RECHARGE_WRAP);
        restart(wrap);

        assertThat(hsm().oneTimeKeysHeld()).isZero();
        assertAgreesFromWrappedCopy(key);
    }

    @Test
    void useOfAWrappedCopyLeavesNothingBehindInTheKeepers() throws Exception {
        OneTimeKey key = aOneTimeKey();
        hsm().destroyOneTimeKey(key.publicPoint());
        for (int i = 0; i < 2 * ONE_TIME_KEYS; i++) {
            assertAgreesFromWrappedCopy(key);
        }

        assertThat(hsm().oneTimeKeysHeld()).isZero();
    }

    @Test
    void destroyingIsIdempotentAndForgetsOnlyThatKey() throws Exception {
        OneTimeKey destroyed = aOneTimeKey();
        OneTimeKey kept = hsm().generateOneTimeKey(RECHARGE_WRAP);

        hsm().destroyOneTimeKey(destroyed.publicPoint());
        hsm().destroyOneTimeKey(destroyed.publicPoint());
        hsm().destroyOneTimeKey(new byte[65]);

        assertThat(hsm().oneTimeKeysHeld()).isEqualTo(1);
        assertAgrees(kept);
    }

    @Test
    void noMoreOneTimeKeysAreHeldThanTheBound() throws Exception {
        OneTimeKey first = aOneTimeKey();
        for (int i = 1; i < ONE_TIME_KEYS; i++) {
            hsm().generateOneTimeKey(RECHARGE_WRAP);
        }

        assertThat(failureOf(() -> hsm().generateOneTimeKey(RECHARGE_WRAP))).isEqualTo(HsmFailure.BUSY);
        assertThat(hsm().oneTimeKeysHeld()).isEqualTo(ONE_TIME_KEYS);
        assertAgrees(first);

        hsm().destroyOneTimeKey(first.publicPoint());
        assertAgrees(hsm().generateOneTimeKey(RECHARGE_WRAP));
    }

    @Test
    void aTamperedWrappedCopyIsRefused() throws Exception {
        OneTimeKey key = aOneTimeKey();
        hsm().destroyOneTimeKey(key.publicPoint());
        byte[] wrapped = key.wrappedPrivateKey();
        List<byte[]> tampered = new ArrayList<>(List.of(
                new byte[0],
                new byte[wrapped.length],
                Arrays.copyOf(wrapped, wrapped.length - 1),
                Arrays.copyOf(wrapped, wrapped.length - 8),
                Arrays.copyOf(wrapped, wrapped.length + 8)));
        for (int at = 0; at < wrapped.length; at += 13) {
            byte[] flipped = wrapped.clone();
            flipped[at] ^= 0x20;
            tampered.add(flipped);
        }

        byte[] peer = JcaP256.point(terminal().getPublic());
        for (byte[] copy : tampered) {
            OneTimeKey bad = new OneTimeKey(key.publicPoint(), copy, RECHARGE_WRAP);
            assertThat(failureOf(() -> agreed(bad, peer, OTHER_INFO)))
                    .as("wrapped copy %s", HexFormat.of().formatHex(copy))
                    .isEqualTo(lacks().contains(Lack.EC_UNWRAP) ? HsmFailure.UNSUPPORTED : HsmFailure.REFUSED);
        }
        assertAgrees(hsm().generateOneTimeKey(RECHARGE_WRAP));
    }

    @Test
    void aWrappedCopyUnderAKeyNotInUseIsKeyMissing() throws Exception {
        OneTimeKey key = aOneTimeKey();
        hsm().destroyOneTimeKey(key.publicPoint());
        hsm().use(List.of());
        byte[] peer = JcaP256.point(terminal().getPublic());

        assertThat(failureOf(() -> agreed(key, peer, OTHER_INFO)))
                .isEqualTo(lacks().contains(Lack.EC_UNWRAP) ? HsmFailure.UNSUPPORTED : HsmFailure.KEY_MISSING);
        assertThat(failureOf(() -> hsm().generateOneTimeKey(RECHARGE_WRAP))).isEqualTo(HsmFailure.KEY_MISSING);
        assertThat(failureOf(() -> hsm().generateOneTimeKey(PIN_INDEX).hashCode()))
                .isIn(HsmFailure.REFUSED, HsmFailure.KEY_MISSING);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.sealcharge.hsm.testkit.BadPoint#all")
    void aBadPeerPointIsRefusedAndTheHsmStaysWell(BadPoint point) throws Exception {
        OneTimeKey key = aOneTimeKey();

        for (int i = 0; i < 5; i++) {
            assertThat(failureOf(() -> agreed(key, point.bytes(), OTHER_INFO))).isEqualTo(HsmFailure.REFUSED);
        }
        assertAgrees(key);
        hsm().selfTest();
    }

    @Test
    void theKdfIsThatOfRfc7518AppendixC() throws Exception {
        // what the agreements above are compared with, held against the published numbers
        byte[] z = HexFormat.of().parseHex("9e56d91d817135d372834283bf84269cfb316ea3da806a48f6daa7798cfe90c4");
        byte[] otherInfo = HexFormat.of()
                .parseHex("0000000741313238" + "47434d00000005416c696365" + "00000003426f62" + "00000080");

        byte[] derived = JcaP256.concatKdf(z, otherInfo);

        assertThat(Arrays.copyOf(derived, 16)).asHexString().isEqualTo("56AA8DEAF8236D205C2228CD71A7101A");
    }

    private OneTimeKey aOneTimeKey() {
        generateAndUse(RECHARGE_WRAP);
        return hsm().generateOneTimeKey(RECHARGE_WRAP);
    }

    private void assertAgrees(OneTimeKey key) throws GeneralSecurityException {
        KeyPair terminal = terminal();
        byte[] expected = JcaP256.concatKdf(
                JcaP256.agree(terminal.getPrivate(), JcaP256.publicKey(key.publicPoint())), OTHER_INFO);

        assertThat(agreed(key, JcaP256.point(terminal.getPublic()), OTHER_INFO)).isEqualTo(expected);
    }

    private void assertAgreesFromWrappedCopy(OneTimeKey key) throws GeneralSecurityException {
        if (lacks().contains(Lack.EC_UNWRAP)) {
            byte[] peer = JcaP256.point(terminal().getPublic());
            assertThat(failureOf(() -> agreed(key, peer, OTHER_INFO))).isEqualTo(HsmFailure.UNSUPPORTED);
        } else {
            assertAgrees(key);
        }
    }

    private byte[] agreed(OneTimeKey key, byte[] peerPoint, byte[] otherInfo) {
        try (Secret secret = hsm().agree(key, peerPoint, otherInfo)) {
            assertThat(secret.length()).isEqualTo(32);
            assertThat(secret.toString()).isEqualTo("***");
            return secret.bytes().clone();
        }
    }
}
