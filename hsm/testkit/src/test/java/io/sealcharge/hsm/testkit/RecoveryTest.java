package io.sealcharge.hsm.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.OneTimeKey;
import io.sealcharge.hsm.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the adapter does about each kind of PKCS#11 error, seen from the module that injects it. */
class RecoveryTest extends FaultyHsmTest {
    private static final byte[] OTHER_INFO = new byte[20];

    @ParameterizedTest
    @CsvSource({
        "C_SignInit, 0xB3",
        "C_Sign, 0xB3",
        "C_SignInit, 0xB0",
        "C_SignInit, 0x90",
        "C_Sign, 0x05",
        "C_Sign, 0x06"
    })
    void aCallWhoseSessionFailsSucceedsInAnotherOne(String function, String code) throws Exception {
        module.in(function).failNext(1, Long.decode(code));

        assertSigns();

        assertThat(module.in("C_Login").calls()).isZero();
        assertThat(module.in("C_Initialize").calls()).isZero();
        assertThat(module.reuseOfFailedSessions().calls()).isZero();
    }

    @Test
    void aCallIsRepeatedOnceAndNoMore() {
        module.in("C_SignInit").failAlways(Ckr.SESSION_HANDLE_INVALID);

        assertThat(failureOf(() -> hsm.sign(SIGNING, new byte[32]))).isEqualTo(HsmFailure.SESSION_LOST);
        assertThat(module.in("C_SignInit").calls()).isEqualTo(2);
    }

    @Test
    void aLostLoginIsMadeAgain() throws Exception {
        module.in("C_SignInit").logOutBeforeNext();

        assertSigns();

        assertThat(module.in("C_Login").calls()).isEqualTo(1);
        assertThat(module.in("C_Initialize").calls()).isZero();
    }

    @Test
    void aOneTimeKeyOutlivesTheLogin() throws Exception {
        OneTimeKey key = hsm.generateOneTimeKey(RECHARGE_WRAP);
        module.in("C_DeriveKey").logOutBeforeNext();

        assertAgrees(key);
        assertAgrees(key);
    }

    @Test
    void aModuleWhoseDeviceFailedOnceIsInitialisedAgain() throws Exception {
        OneTimeKey key = hsm.generateOneTimeKey(RECHARGE_WRAP);
        module.in("C_SignInit").failNext(1, Ckr.DEVICE_ERROR);

        assertSigns();

        assertThat(module.in("C_Initialize").calls()).isEqualTo(1);
        assertAgrees(key);
    }

    /** The wrapper asks for a wrapped key's length first: one call tells that it is passed by. */
    @Test
    void aSessionThatGoesWhileItIsOpenedMakesNoLaterOneSlower() {
        FaultyModule.Fault wrapping = module.in("C_WrapKey");
        module.in("C_GetSessionInfo").failNext(2, Ckr.SESSION_HANDLE_INVALID);
        module.in("C_SignInit").failNext(1, Ckr.DEVICE_ERROR);

        await().atMost(Duration.ofSeconds(20)).until(this::works);
        int opened = module.in("C_GetSessionInfo").calls();
        int before = wrapping.calls();
        hsm.generateOneTimeKey(RECHARGE_WRAP);

        assertThat(opened).isGreaterThan(2);
        assertThat(wrapping.calls()).isEqualTo(before + 1);
    }

    @Test
    void aDeadDeviceIsTriedAtMostOncePerIntervalAndCallsFailAtOnce() throws Exception {
        module.in("C_SignInit").failAlways(Ckr.DEVICE_REMOVED);
        int initialisedBefore = module.in("C_Initialize").calls();
        long start = System.nanoTime();
        assertThat(failureOf(() -> hsm.mac(PIN_INDEX, DATA))).isEqualTo(HsmFailure.UNAVAILABLE);

        int refusedAtOnce = 0;
        while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(3L * REINITIALISE_INTERVAL_MS)) {
            long before = System.nanoTime();
            assertThat(failureOf(() -> hsm.mac(PIN_INDEX, DATA))).isEqualTo(HsmFailure.UNAVAILABLE);
            refusedAtOnce += System.nanoTime() - before < TimeUnit.MILLISECONDS.toNanos(50) ? 1 : 0;
            TimeUnit.MILLISECONDS.sleep(10);
        }
        long intervals = (System.nanoTime() - start) / TimeUnit.MILLISECONDS.toNanos(REINITIALISE_INTERVAL_MS);
        int attempts = module.in("C_Initialize").calls() - initialisedBefore;
        assertThat(refusedAtOnce).isGreaterThan(20);
        assertThat(attempts).isBetween(2, (int) intervals + 1);

        module.heal();
        await().atMost(Duration.ofSeconds(20)).until(this::works);
        assertSigns();
    }

    @Test
    void errorsThatTellNothingMakeTheModuleSuspectWhenTheyGoOn() {
        module.in("C_Sign").failAlways(Ckr.GENERAL_ERROR);

        for (int i = 0; i < 4; i++) {
            assertThat(failureOf(() -> hsm.mac(PIN_INDEX, DATA)).temporary()).isTrue();
        }
        assertThat(module.in("C_Initialize").calls()).isGreaterThanOrEqualTo(1);

        module.heal();
        await().atMost(Duration.ofSeconds(20)).until(this::works);
    }

    @Test
    void aWrongPinIsTriedOnceHoweverManyCallsFollow() throws Exception {
        AtomicBoolean right = new AtomicBoolean(true);
        hsm.close();
        hsm = open(() -> right.get() ? token.userPin().toCharArray() : "not the PIN".toCharArray(), 0);
        hsm.use(keys);
        right.set(false);
        module.reset();
        module.in("C_SignInit").failNext(1, Ckr.DEVICE_ERROR);

        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(3L * REINITIALISE_INTERVAL_MS);
        while (System.nanoTime() < end) {
            assertThat(failureOf(() -> hsm.mac(PIN_INDEX, DATA))).isIn(HsmFailure.PIN_REFUSED, HsmFailure.UNAVAILABLE);
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(failureOf(() -> hsm.mac(PIN_INDEX, DATA))).isEqualTo(HsmFailure.PIN_REFUSED);
        assertThat(module.in("C_Login").calls()).isEqualTo(1);

        hsm.close();
        hsm = open(token.pin(), 0);
        hsm.use(keys);
        assertSigns();
    }

    @Test
    void anOpeningWithAWrongPinTriesItOnce() {
        hsm.close();
        module.reset();

        assertThat(failureOf(() -> open("wrong"::toCharArray, 0))).isEqualTo(HsmFailure.PIN_REFUSED);
        assertThat(module.in("C_Login").calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0xB3", "0x30", "0x05", "0x101"})
    void keyGenerationIsNeverRepeated(String code) {
        module.in("C_GenerateKeyPair").failNext(1, Long.decode(code));
        assertThat(failureOf(() -> hsm.generate(new KeyId(KeyRole.TOKEN_SIGNING, 1)))
                        .temporary())
                .isTrue();
        assertThat(module.in("C_GenerateKeyPair").calls()).isEqualTo(1);

        await().atMost(Duration.ofSeconds(20)).until(this::works);
        module.reset();
        module.in("C_GenerateKeyPair").failNext(1, Long.decode(code));
        assertThat(failureOf(() -> hsm.generateOneTimeKey(RECHARGE_WRAP)).temporary())
                .isTrue();
        assertThat(module.in("C_GenerateKeyPair").calls()).isEqualTo(1);
        assertThat(hsm.oneTimeKeysHeld()).isZero();
    }

    @Test
    void aKeyThatWasSwappedMeanwhileIsNotUsed() throws Exception {
        List<Path> before = objects();
        KeyId victim = new KeyId(KeyRole.TOKEN_SIGNING, 1);
        var swapped = hsm.generate(victim);
        hsm.use(List.of(keys.get(0), keys.get(1), keys.get(2), swapped));
        List<Path> objectsOfVictim = objects();
        objectsOfVictim.removeAll(before);
        for (Path object : objectsOfVictim) {
            Files.delete(object);
        }
        importKeyPair(HexFormat.of().formatHex(swapped.ckaId()));
        module.in("C_SignInit").failNext(1, Ckr.DEVICE_ERROR);

        HsmFailure first = failureOf(() -> hsm.sign(victim, new byte[32]));

        assertThat(first.temporary() || first == HsmFailure.KEY_MISMATCH).isTrue();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> failureOf(() -> hsm.sign(victim, new byte[32])) == HsmFailure.KEY_MISMATCH);
        assertThat(failureOf(() -> hsm.mac(PIN_INDEX, DATA))).isEqualTo(HsmFailure.KEY_MISMATCH);
    }

    @Test
    void aFailedSessionIsNeverUsedAgainUnderTraffic() throws Exception {
        String[] functions = {"C_SignInit", "C_Sign", "C_DeriveKey", "C_GenerateRandom"};
        List<Thread> traffic = new ArrayList<>();
        List<Throwable> wrong = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 4; i++) {
            traffic.add(Thread.ofPlatform().start(() -> trafficFor(Duration.ofSeconds(3), wrong)));
        }
        for (int i = 0; i < 60; i++) {
            module.in(functions[i % functions.length])
                    .failNext(1, i % 2 == 0 ? Ckr.SESSION_HANDLE_INVALID : Ckr.FUNCTION_FAILED);
            TimeUnit.MILLISECONDS.sleep(40);
        }
        for (Thread thread : traffic) {
            thread.join();
        }

        assertThat(wrong).isEmpty();
        assertThat(module.reuseOfFailedSessions().calls()).isZero();
        module.heal();
        await().atMost(Duration.ofSeconds(20)).until(this::works);
    }

    private void trafficFor(Duration duration, List<Throwable> wrong) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            try {
                assertThat(hsm.mac(PIN_INDEX, DATA)).isEqualTo(mac);
                hsm.random(16).close();
                OneTimeKey key = hsm.generateOneTimeKey(RECHARGE_WRAP);
                assertAgrees(key);
                hsm.destroyOneTimeKey(key.publicPoint());
            } catch (HsmException e) {
                if (!e.failure().temporary()) {
                    wrong.add(e);
                }
            } catch (Exception | AssertionError e) {
                wrong.add(e);
            }
        }
    }

    private void assertAgrees(OneTimeKey key) throws Exception {
        KeyPair terminal = JcaP256.generate(new SecureRandom());
        byte[] expected = JcaP256.concatKdf(
                JcaP256.agree(terminal.getPrivate(), JcaP256.publicKey(key.publicPoint())), OTHER_INFO);
        try (Secret agreed = hsm.agree(key, JcaP256.point(terminal.getPublic()), OTHER_INFO)) {
            assertThat(agreed.bytes()).isEqualTo(expected);
        }
    }

    private List<Path> objects() throws Exception {
        try (var files = Files.list(token.folder())) {
            return new ArrayList<>(files.filter(file -> file.toString().endsWith(".object")
                            || file.toString().endsWith(".lock"))
                    .filter(file -> !file.getFileName().toString().startsWith("token"))
                    .toList());
        }
    }

    /** Puts another key pair there under the same CKA_ID, as somebody with the PIN could. */
    private void importKeyPair(String ckaId) throws Exception {
        Path pem = token.folder().resolveSibling(token.folder().getFileName() + ".pem");
        Files.writeString(
                pem,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(JcaP256.generate(new SecureRandom())
                                        .getPrivate()
                                        .getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        Process imported = new ProcessBuilder(
                        "softhsm2-util",
                        "--import",
                        pem.toString(),
                        "--token",
                        token.config().tokenLabel(),
                        "--label",
                        "another",
                        "--id",
                        ckaId,
                        "--pin",
                        token.userPin())
                .redirectErrorStream(true)
                .start();
        String output = new String(imported.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(imported.waitFor()).as(output).isZero();
        Files.delete(pem);
    }
}
