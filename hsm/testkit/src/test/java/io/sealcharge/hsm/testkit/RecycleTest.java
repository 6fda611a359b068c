package io.sealcharge.hsm.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealcharge.hsm.OneTimeKey;
import io.sealcharge.hsm.Secret;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The module is finalised and initialised again after so many operations, and nobody notices. */
class RecycleTest extends FaultyHsmTest {
    private static final int RECYCLE_AFTER = 100;

    @BeforeEach
    void openWithRecycling() {
        hsm.close();
        hsm = open(token.pin(), RECYCLE_AFTER);
        hsm.use(keys);
        module.reset();
    }

    @Test
    void outstandingOneTimeKeysComeBackFromTheirWrappedCopies() throws Exception {
        OneTimeKey key = hsm.generateOneTimeKey(RECHARGE_WRAP);
        for (int i = 1; i < RECYCLE_AFTER; i++) {
            hsm.agree(key, key.publicPoint(), DATA).close();
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> module.in("C_Finalize").calls() == 1 && hsm.oneTimeKeysHeld() == 0);

        KeyPair terminal = JcaP256.generate(new SecureRandom());
        byte[] expected =
                JcaP256.concatKdf(JcaP256.agree(terminal.getPrivate(), JcaP256.publicKey(key.publicPoint())), DATA);
        try (Secret agreed = hsm.agree(key, JcaP256.point(terminal.getPublic()), DATA)) {
            assertThat(agreed.bytes()).isEqualTo(expected);
        }
        assertSigns();
    }

    @Test
    void callsThatMakeNoObjectsRecycleNothing() {
        for (int i = 0; i < 2 * RECYCLE_AFTER; i++) {
            assertThat(hsm.mac(PIN_INDEX, DATA)).isEqualTo(mac);
        }
        OneTimeKey key = hsm.generateOneTimeKey(RECHARGE_WRAP);
        for (int i = 2; i < RECYCLE_AFTER; i++) {
            hsm.agree(key, key.publicPoint(), DATA).close();
        }

        assertThat(hsm.oneTimeKeysHeld()).isEqualTo(1);
        assertThat(module.in("C_Finalize").calls()).isZero();
    }

    @Test
    void noCallFailsWhileTheModuleIsRecycled() throws Exception {
        List<Callable<Integer>> work = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            work.add(() -> {
                OneTimeKey key = hsm.generateOneTimeKey(RECHARGE_WRAP);
                for (int i = 0; i < RECYCLE_AFTER; i++) {
                    assertThat(hsm.mac(PIN_INDEX, DATA)).isEqualTo(mac);
                    hsm.agree(key, key.publicPoint(), DATA).close();
                }
                return 1;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
            for (Future<Integer> done : threads.invokeAll(work)) {
                assertThat(done.get()).isEqualTo(1);
            }
        }
        assertThat(module.in("C_Finalize").calls()).isGreaterThan(1);
    }
}
