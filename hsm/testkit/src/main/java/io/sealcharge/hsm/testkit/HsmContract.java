package io.sealcharge.hsm.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.OneTimeKey;
import io.sealcharge.hsm.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every {@link io.sealcharge.hsm.Hsm} does, be it over a token or a fake. A test class for an implementation
 * extends this and says how to get a fresh token.
 */
public abstract class HsmContract extends OneTimeKeyContract {
    private static final byte[] MESSAGE = "one voucher".getBytes(StandardCharsets.UTF_8);
    private static final int THREADS = 8;
    private static final int ROUNDS = 25;

    @ParameterizedTest
    @EnumSource(KeyRole.class)
    void aGeneratedKeyIsDescribedByRole(KeyRole role) {
        if (refusesFor(role)) {
            return;
        }
        KeyId id = new KeyId(role, 3);
        KeyDescription key = hsm().generate(id);

        assertThat(key.id()).isEqualTo(id);
        assertThat(key.ckaId()).hasSize(16);
        switch (role.type()) {
            case EC_P256_SIGN, EC_P256_AGREE ->
                assertThat(key.publicPoint()).hasSize(65).startsWith(4);
            case HMAC_SHA256, AES_256_WRAP, AES_256_GCM, AES_256_CMAC ->
                assertThat(key.checkValue()).hasSizeGreaterThanOrEqualTo(16);
        }
        hsm().use(List.of(key));
        hsm().selfTest();
    }

    @ParameterizedTest
    @EnumSource(KeyRole.class)
    void aLabelIsRefusedASecondTime(KeyRole role) {
        if (refusesFor(role)) {
            return;
        }
        KeyId id = new KeyId(role, 1);
        KeyDescription first = hsm().generate(id);

        assertThat(failureOf(() -> hsm().generate(id))).isEqualTo(HsmFailure.REFUSED);
        hsm().use(List.of(first));
        hsm().selfTest();
    }

    @ParameterizedTest
    @EnumSource(KeyRole.class)
    void aKeyThatIsThereIsDescribedByItsLabel(KeyRole role) {
        if (refusesFor(role)) {
            return;
        }
        KeyId id = new KeyId(role, 2);
        KeyDescription made = hsm().generate(id);

        if (lacks().contains(Lack.KEY_HISTORY)) {
            assertThat(failureOf(() -> hsm().describe(id))).isEqualTo(HsmFailure.KEY_MISMATCH);
            return;
        }
        KeyDescription found = hsm().describe(id);

        assertThat(found.id()).isEqualTo(id);
        assertThat(found.ckaId()).isEqualTo(made.ckaId());
        assertThat(found.publicPoint()).isEqualTo(made.publicPoint());
        hsm().use(List.of(found));
        hsm().selfTest();
        assertThat(failureOf(() -> hsm().describe(new KeyId(role, 3)))).isEqualTo(HsmFailure.KEY_MISSING);
    }

    @Test
    void epochsOfARoleAreKeysOfTheirOwn() {
        KeyDescription first = hsm().generate(PIN_INDEX);
        KeyDescription second = hsm().generate(new KeyId(KeyRole.PIN_INDEX, 2));
        hsm().use(List.of(first, second));

        assertThat(hsm().mac(first.id(), MESSAGE)).isNotEqualTo(hsm().mac(second.id(), MESSAGE));
        assertThat(first.ckaId()).isNotEqualTo(second.ckaId());
        assertThat(first.checkValue()).isNotEqualTo(second.checkValue());
    }

    @Test
    void aKeyThatTheTokenDoesNotHaveIsMissing() {
        KeyDescription key = hsm().generate(ENVELOPE_SIGNING);
        KeyDescription unknown = KeyDescription.ofPair(key.id(), new byte[16], publicPoint(key));

        assertThat(failureOf(() -> hsm().use(List.of(unknown)))).isEqualTo(HsmFailure.KEY_MISSING);
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyRole.class,
            names = {"ENVELOPE_SIGNING", "STOCK_IMPORT"})
    void aKeyPairWithAnotherPublicPointIsAMismatch(KeyRole role) {
        KeyDescription one = hsm().generate(new KeyId(role, 1));
        KeyDescription two = hsm().generate(new KeyId(role, 2));
        KeyDescription swapped = KeyDescription.ofPair(one.id(), one.ckaId(), publicPoint(two));

        assertThat(failureOf(() -> hsm().use(List.of(swapped)))).isEqualTo(HsmFailure.KEY_MISMATCH);
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyRole.class,
            names = {"PIN_INDEX", "RECHARGE_WRAP", "PIN_STORE", "CARD_TRANSPORT"})
    void aSecretKeyWithAnotherCheckValueIsAMismatch(KeyRole role) {
        if (refusesFor(role)) {
            return;
        }
        KeyDescription one = hsm().generate(new KeyId(role, 1));
        KeyDescription two = hsm().generate(new KeyId(role, 2));
        KeyDescription swapped = KeyDescription.ofSecretKey(one.id(), one.ckaId(), checkValue(two));
        byte[] flipped = checkValue(one).clone();
        flipped[flipped.length - 1] ^= 1;
        KeyDescription altered = KeyDescription.ofSecretKey(one.id(), one.ckaId(), flipped);

        assertThat(failureOf(() -> hsm().use(List.of(swapped)))).isEqualTo(HsmFailure.KEY_MISMATCH);
        assertThat(failureOf(() -> hsm().use(List.of(altered)))).isEqualTo(HsmFailure.KEY_MISMATCH);
    }

    @Test
    void aSetOfKeysIsTakenIntoUseWholeOrNotAtAll() {
        KeyDescription former = hsm().generate(PIN_INDEX);
        hsm().use(List.of(former));
        byte[] before = hsm().mac(PIN_INDEX, MESSAGE);
        KeyDescription next = hsm().generate(new KeyId(KeyRole.PIN_INDEX, 2));
        KeyDescription missing = KeyDescription.ofPair(ENVELOPE_SIGNING, new byte[16], new byte[65]);

        assertThat(failureOf(() -> hsm().use(List.of(next, missing)))).isEqualTo(HsmFailure.KEY_MISSING);
        assertThat(hsm().mac(PIN_INDEX, MESSAGE)).isEqualTo(before);
        assertThat(failureOf(() -> hsm().mac(next.id(), MESSAGE))).isEqualTo(HsmFailure.KEY_MISSING);

        hsm().use(List.of(next));
        assertThat(hsm().mac(next.id(), MESSAGE)).hasSize(32);
        assertThat(failureOf(() -> hsm().mac(PIN_INDEX, MESSAGE))).isEqualTo(HsmFailure.KEY_MISSING);
    }

    @Test
    void keysOutliveARestart() throws Exception {
        KeyDescription index = hsm().generate(PIN_INDEX);
        KeyDescription signing = hsm().generate(ENVELOPE_SIGNING);
        KeyDescription wrap = hsm().generate(RECHARGE_WRAP);
        hsm().use(List.of(index, signing, wrap));
        byte[] before = hsm().mac(PIN_INDEX, MESSAGE);
        restart(index, signing, wrap);

        assertThat(hsm().mac(PIN_INDEX, MESSAGE)).isEqualTo(before);
        assertSigns(signing);
        hsm().selfTest();
    }

    @Test
    void theJdkVerifiesASignature() throws Exception {
        assertSigns(generateAndUse(ENVELOPE_SIGNING));
    }

    @Test
    void onlyADigestOfThirtyTwoBytesIsSigned() {
        generateAndUse(ENVELOPE_SIGNING);

        for (int length : new int[] {0, 20, 31, 33, 64}) {
            assertThat(failureOf(() -> hsm().sign(ENVELOPE_SIGNING, new byte[length])))
                    .isEqualTo(HsmFailure.REFUSED);
        }
    }

    @Test
    void aMacDependsOnKeyAndDataAlone() throws Exception {
        generateAndUse(PIN_INDEX);
        byte[] mac = hsm().mac(PIN_INDEX, MESSAGE);

        assertThat(mac).hasSize(32).isEqualTo(hsm().mac(PIN_INDEX, MESSAGE));
        assertThat(hsm().mac(PIN_INDEX, Arrays.copyOf(MESSAGE, MESSAGE.length + 1)))
                .isNotEqualTo(mac);
        assertThat(mac).isNotEqualTo(MessageDigest.getInstance("SHA-256").digest(MESSAGE));
        assertThat(hsm().mac(PIN_INDEX, new byte[1])).hasSize(32);
        assertThat(failureOf(() -> hsm().mac(PIN_INDEX, new byte[0]))).isEqualTo(HsmFailure.REFUSED);
        assertThat(hsm().mac(PIN_INDEX, new byte[5000])).hasSize(32);
    }

    @Test
    void aKeyDoesNothingButWhatItsRoleIsFor() {
        hsm().use(List.of(hsm().generate(PIN_INDEX), hsm().generate(ENVELOPE_SIGNING), hsm().generate(RECHARGE_WRAP)));

        assertThat(failureOf(() -> hsm().sign(PIN_INDEX, new byte[32])).temporary())
                .isFalse();
        assertThat(failureOf(() -> hsm().mac(ENVELOPE_SIGNING, MESSAGE)).temporary())
                .isFalse();
        assertThat(failureOf(() -> hsm().mac(RECHARGE_WRAP, MESSAGE)).temporary())
                .isFalse();
        assertThat(failureOf(() -> hsm().generateOneTimeKey(ENVELOPE_SIGNING)).temporary())
                .isFalse();
        hsm().selfTest();
    }

    @Test
    void randomBytesDoNotRepeat() {
        Set<String> drawn = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            try (Secret secret = hsm().random(16)) {
                assertThat(secret.length()).isEqualTo(16);
                assertThat(drawn.add(HexFormat.of().formatHex(secret.bytes()))).isTrue();
            }
        }
        try (Secret one = hsm().random(1);
                Secret many = hsm().random(4096)) {
            assertThat(one.length()).isEqualTo(1);
            assertThat(many.length()).isEqualTo(4096);
            assertThat(many.toString()).isEqualTo("***");
        }
    }

    @Test
    void manyThreadsGetTheirOwnAnswers() throws Exception {
        KeyDescription index = hsm().generate(PIN_INDEX);
        KeyDescription signing = hsm().generate(ENVELOPE_SIGNING);
        hsm().use(List.of(index, signing, hsm().generate(RECHARGE_WRAP)));
        List<Callable<Boolean>> work = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            byte[] data = {(byte) thread};
            byte[] expected = hsm().mac(PIN_INDEX, data);
            work.add(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    assertThat(hsm().mac(PIN_INDEX, data)).isEqualTo(expected);
                    assertSigns(signing);
                    assertOneTimeKeyLives();
                }
                return true;
            });
        }

        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<Boolean> done : threads.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        }
        assertThat(hsm().oneTimeKeysHeld()).isZero();
    }

    @Test
    void theTokenDescribesItself() {
        assertThat(hsm().token().label()).isNotBlank();
        assertThat(hsm().token().serialNumber()).isNotBlank();
        assertThat(hsm().token().profile()).isNotBlank();
    }

    @Test
    void nothingWorksOnceClosed() {
        generateAndUse(PIN_INDEX);
        hsm().close();
        hsm().close();

        assertThat(failureOf(() -> hsm().mac(PIN_INDEX, MESSAGE))).isEqualTo(HsmFailure.UNAVAILABLE);
        assertThat(failureOf(() -> hsm().random(8))).isEqualTo(HsmFailure.UNAVAILABLE);
        assertThat(failureOf(() -> hsm().selfTest())).isEqualTo(HsmFailure.UNAVAILABLE);
    }

    private void assertSigns(KeyDescription key) throws GeneralSecurityException {
        byte[] message = new byte[40];
        new SecureRandom().nextBytes(message);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(message);

        byte[] signature = hsm().sign(key.id(), digest);

        assertThat(signature).hasSize(64);
        Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
        verifier.initVerify(JcaP256.publicKey(publicPoint(key)));
        verifier.update(message);
        assertThat(verifier.verify(signature)).isTrue();
    }

    private void assertOneTimeKeyLives() throws GeneralSecurityException {
        OneTimeKey key = hsm().generateOneTimeKey(RECHARGE_WRAP);
        KeyPair terminal = JcaP256.generate(new SecureRandom());
        byte[] expected =
                JcaP256.concatKdf(JcaP256.agree(terminal.getPrivate(), JcaP256.publicKey(key.publicPoint())), MESSAGE);
        try (Secret agreed = hsm().agree(key, JcaP256.point(terminal.getPublic()), MESSAGE)) {
            assertThat(agreed.bytes()).isEqualTo(expected);
        }
        hsm().destroyOneTimeKey(key.publicPoint());
    }

    private static byte[] publicPoint(KeyDescription key) {
        return Objects.requireNonNull(key.publicPoint());
    }

    private static byte[] checkValue(KeyDescription key) {
        return Objects.requireNonNull(key.checkValue());
    }
}
