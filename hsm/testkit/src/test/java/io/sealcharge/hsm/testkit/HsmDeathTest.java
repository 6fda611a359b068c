package io.sealcharge.hsm.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmConfig;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.PooledHsmExecutor;
import io.sealcharge.hsm.pkcs11.Pkcs11Hsm;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of the HSM under traffic: temporary errors, no wrong answer, and service that returns by itself. */
@Tag("real")
class HsmDeathTest {
    private static final KeyId PIN_INDEX = new KeyId(KeyRole.PIN_INDEX, 1);
    private static final KeyId SIGNING = new KeyId(KeyRole.ENVELOPE_SIGNING, 1);
    private static final int DEATHS = Boolean.getBoolean("sealcharge.long") ? 50 : 3;
    private static final int CLIENTS = 4;

    /**
     * One: p11-kit's client can forget to wake a second caller when its socket dies, who then hangs for ever, and under a
     * call that hangs the module is not finalised. {@link HangTest} has calls that hang.
     */
    private static final int THREADS = 1;

    private static final int REINITIALISE_INTERVAL_MS = 500;
    private static final Duration RETURNS_WITHIN = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final Queue<Throwable> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean ended;
    private KeyDescription index;
    private KeyDescription signing;

    @Test
    void serviceReturnsAfterEachDeath() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        String repeat = "repeat with ./test hsm -Dtest=HsmDeathTest -Dseed=" + seed;
        try (SoftHsmToken token = SoftHsmFixture.newToken()) {
            makeKeys(token);
            try (MortalSoftHsm mortal = new MortalSoftHsm(token, folder.resolve("p11"));
                    Hsm hsm = Pkcs11Hsm.open(impatient(mortal.config()), token.pin(), new SimpleMeterRegistry());
                    PooledHsmExecutor executor = new PooledHsmExecutor(
                            hsm,
                            THREADS,
                            64,
                            Duration.ofSeconds(10),
                            new SimpleMeterRegistry(),
                            () -> wrong.add(new AssertionError("a call hangs for good")))) {
                hsm.use(List.of(index, signing));
                List<Thread> clients = startClients(executor);
                for (int death = 1; death <= DEATHS; death++) {
                    awaitAnswers(answers.get() + 20, "before death " + death + ", " + repeat);
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(200));
                    int failed = failures.get();
                    mortal.kill();
                    awaitFailure(failed, repeat);
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
                    mortal.start();
                }
                awaitAnswers(answers.get() + 20, "after the last death, " + repeat);
                ended = true;
                for (Thread client : clients) {
                    client.join();
                }
            }
        }
        assertThat(wrong).as(repeat).isEmpty();
    }

    private void makeKeys(SoftHsmToken token) {
        try (Hsm hsm = token.open(2)) {
            index = hsm.generate(PIN_INDEX);
            signing = hsm.generate(SIGNING);
        }
    }

    private List<Thread> startClients(PooledHsmExecutor executor) {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            byte[] data = {(byte) i};
            clients.add(Thread.ofPlatform().name("client-" + i).start(() -> {
                byte[] expected = null;
                while (!ended) {
                    expected = callOnce(executor, data, expected);
                }
            }));
        }
        return clients;
    }

    /** @return the MAC of data, once it is known */
    private byte[] callOnce(PooledHsmExecutor executor, byte[] data, byte[] expected) {
        byte[] digest = Arrays.copyOf(data, 32);
        try {
            byte[][] answer = executor.submit(hsm -> new byte[][] {hsm.mac(PIN_INDEX, data), hsm.sign(SIGNING, digest)})
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
            if (expected != null) {
                assertThat(answer[0]).isEqualTo(expected);
            }
            assertThat(verifies(digest, answer[1])).isTrue();
            answers.incrementAndGet();
            return answer[0];
        } catch (ExecutionException e) {
            failures.incrementAndGet();
            if (!(e.getCause() instanceof HsmException failed)
                    || !failed.failure().temporary()) {
                wrong.add(e);
            }
            pause();
        } catch (TimeoutException
                | InterruptedException
                | GeneralSecurityException
                | RuntimeException
                | AssertionError e) {
            wrong.add(e);
        }
        return expected;
    }

    private boolean verifies(byte[] digest, byte[] signature) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("NONEwithECDSAinP1363Format");
        verifier.initVerify(JcaP256.publicKey(Objects.requireNonNull(signing.publicPoint())));
        verifier.update(digest);
        return verifier.verify(signature);
    }

    private void awaitAnswers(int count, String when) throws InterruptedException {
        long end = System.nanoTime() + RETURNS_WITHIN.toNanos();
        while (answers.get() < count) {
            assertThat(wrong).as(when).isEmpty();
            assertThat(System.nanoTime() - end)
                    .as("service is back within " + RETURNS_WITHIN + " " + when)
                    .isNegative();
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private void awaitFailure(int before, String repeat) throws InterruptedException {
        long end = System.nanoTime() + RETURNS_WITHIN.toNanos();
        while (failures.get() == before) {
            assertThat(System.nanoTime() - end)
                    .as("a death is noticed, " + repeat)
                    .isNegative();
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HsmConfig impatient(HsmConfig config) {
        return new HsmConfig(
                config.module(),
                config.modules(),
                config.tokenLabel(),
                null,
                4,
                1,
                8,
                2,
                64,
                2_000,
                5_000,
                0,
                null,
                REINITIALISE_INTERVAL_MS);
    }
}
