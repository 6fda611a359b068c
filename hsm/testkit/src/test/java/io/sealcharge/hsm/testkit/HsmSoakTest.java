package io.sealcharge.hsm.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmConfig;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.OneTimeKey;
import io.sealcharge.hsm.pkcs11.Pkcs11Hsm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * As many one-time keys made, signed, agreed with and destroyed as recharges would need. SoftHSM leaks with each of them;
 * recycling its module keeps the process small, and neither fails a call nor holds one up for long.
 */
@Tag("real")
class HsmSoakTest {
    private static final boolean LONG = Boolean.getBoolean("sealcharge.long");
    /** {@code -Dsealcharge.soak=1000000} takes longer than all the rest. */
    private static final int RECHARGES = Integer.getInteger("sealcharge.soak", LONG ? 40_000 : 500);

    private static final int RECYCLE_AFTER = Math.min(200_000, RECHARGES * 4 / 5);
    private static final int REPORTS = 10;
    private static final int THREADS = 2;
    private static final long GROWN_AT_MOST_KB = 150_000;
    private static final long HELD_UP_AT_MOST_MS = 2_000;
    private static final KeyId WRAP = new KeyId(KeyRole.RECHARGE_WRAP, 1);
    private static final KeyId SIGNING = new KeyId(KeyRole.ENVELOPE_SIGNING, 1);
    private static final byte[] DATA = {1, 2, 3};

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicLong longestNanos = new AtomicLong();
    private final List<Long> residentKb = new ArrayList<>();

    @Test
    void theProcessStaysSmallAndNoCallFails() throws Exception {
        try (SoftHsmToken token = SoftHsmFixture.newToken();
                Hsm hsm = open(token.config(), token)) {
            List<KeyDescription> keys = List.of(hsm.generate(WRAP), hsm.generate(SIGNING));
            hsm.use(keys);
            try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
                Callable<Boolean> worker = () -> work(hsm);
                for (Future<Boolean> done : threads.invokeAll(List.of(worker, worker))) {
                    assertThat(done.get()).isTrue();
                }
            }

            assertThat(hsm.oneTimeKeysHeld()).isZero();
            assertThat(meters.get("sealcharge.hsm.recycles").counter().count()).isPositive();
            assertThat(TimeUnit.NANOSECONDS.toMillis(longestNanos.get())).isLessThan(HELD_UP_AT_MOST_MS);
            // What is resident after the first tenth has been warmed up.
            assertThat(residentKb.getLast() - residentKb.getFirst()).isLessThan(GROWN_AT_MOST_KB);
        }
    }

    private Hsm open(HsmConfig config, SoftHsmToken token) {
        HsmConfig recycling = new HsmConfig(
                config.module(),
                config.modules(),
                config.tokenLabel(),
                null,
                config.sessions(),
                1,
                20_000,
                THREADS,
                config.queue(),
                config.borrowTimeoutMs(),
                config.callTimeoutMs(),
                RECYCLE_AFTER,
                null,
                config.reinitialiseIntervalMs());
        return Pkcs11Hsm.open(recycling, token.pin(), meters);
    }

    private boolean work(Hsm hsm) throws IOException {
        for (int number = begun.incrementAndGet(); number <= RECHARGES; number = begun.incrementAndGet()) {
            long from = System.nanoTime();
            OneTimeKey key = hsm.generateOneTimeKey(WRAP);
            hsm.sign(SIGNING, new byte[32]);
            hsm.agree(key, key.publicPoint(), DATA).close();
            hsm.destroyOneTimeKey(key.publicPoint());
            longestNanos.accumulateAndGet(System.nanoTime() - from, Math::max);
            if (number % (RECHARGES / REPORTS) == 0) {
                report(number);
            }
        }
        return true;
    }

    private synchronized void report(int number) throws IOException {
        long resident = residentKb();
        residentKb.add(resident);
        System.out.printf(
                "%,d recharges: %,d kB resident, %.0f recycles, longest %d ms%n",
                number,
                resident,
                meters.get("sealcharge.hsm.recycles").counter().count(),
                TimeUnit.NANOSECONDS.toMillis(longestNanos.get()));
    }

    /** Of this process (proc(5), VmRSS). */
    private static long residentKb() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
