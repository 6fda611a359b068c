package io.sealcharge.hsm.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.PooledHsmExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Calls that hang in the token, seen through the executor in front of it. */
class HangTest extends FaultyHsmTest {
    private static final Duration DEADLINE = Duration.ofMillis(CALL_TIMEOUT_MS + 200);

    @Test
    void aCallThatHangsTimesOutAndServiceGoesOn() throws Exception {
        try (PooledHsmExecutor executor = executor(2, () -> {})) {
            module.in("C_Sign").hang(true);
            long start = System.nanoTime();
            CompletableFuture<byte[]> hanging = submitMac(executor);
            CompletableFuture<byte[]> hangingToo = submitMac(executor);

            assertThat(failure(hanging)).isEqualTo(HsmFailure.TIMEOUT);
            assertThat(failure(hangingToo)).isEqualTo(HsmFailure.TIMEOUT);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(DEADLINE, DEADLINE.multipliedBy(4));

            assertThat(executor.submit(hsm -> hsm.random(8).length())
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS))
                    .isEqualTo(8);
            module.heal();
            assertThat(submitMac(executor).get(10, TimeUnit.SECONDS)).isEqualTo(mac);
        }
    }

    @Test
    void whenNoThreadIsLeftToReplaceOneTheProcessIsToEnd() throws Exception {
        AtomicInteger exhausted = new AtomicInteger();
        try (PooledHsmExecutor executor = executor(1, exhausted::incrementAndGet)) {
            module.in("C_Sign").hang(true);
            for (int i = 0; i < PooledHsmExecutor.REPLACED_AT_MOST; i++) {
                assertThat(failure(submitMac(executor))).isEqualTo(HsmFailure.TIMEOUT);
            }
            assertThat(exhausted).hasValue(0);

            assertThat(failure(submitMac(executor))).isEqualTo(HsmFailure.TIMEOUT);
            await().atMost(Duration.ofSeconds(5)).until(() -> exhausted.get() == 1);
            module.heal();
        }
    }

    @Test
    void moreCallersThanSessionsWaitForABoundedTime() {
        module.in("C_Sign").delay(50_000);
        try (PooledHsmExecutor executor = executor(8, () -> {})) {
            CompletableFuture<?>[] calls = new CompletableFuture<?>[16];
            for (int i = 0; i < calls.length; i++) {
                calls[i] = submitMac(executor)
                        .thenAccept(answer -> assertThat(answer).isEqualTo(mac));
            }
            CompletableFuture.allOf(calls).orTimeout(20, TimeUnit.SECONDS).join();
        }
    }

    @Test
    void aCallerThatGetsNoSessionIsTurnedAway() {
        // two sessions serve about six callers within the borrow deadline
        module.in("C_Sign").delay(700_000);
        int callers = 16;
        try (PooledHsmExecutor executor = new PooledHsmExecutor(
                hsm, callers, callers, Duration.ofSeconds(20), new SimpleMeterRegistry(), () -> {})) {
            List<CompletableFuture<HsmFailure>> calls = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                calls.add(submitMac(executor)
                        .thenApply(answer -> (HsmFailure) null)
                        .exceptionally(failed -> ((HsmException) failed.getCause()).failure()));
            }
            CompletableFuture.allOf(calls.toArray(CompletableFuture<?>[]::new))
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
            assertThat(calls)
                    .extracting(CompletableFuture::join)
                    .contains(HsmFailure.BUSY, (HsmFailure) null)
                    .containsOnly(HsmFailure.BUSY, null);
        }
    }

    private PooledHsmExecutor executor(int threads, Runnable onExhausted) {
        return new PooledHsmExecutor(hsm, threads, 64, DEADLINE, new SimpleMeterRegistry(), onExhausted);
    }

    private CompletableFuture<byte[]> submitMac(PooledHsmExecutor executor) {
        return executor.submit(hsm -> hsm.mac(PIN_INDEX, DATA)).toCompletableFuture();
    }

    private static HsmFailure failure(CompletableFuture<?> call) throws Exception {
        try {
            call.get(20, TimeUnit.SECONDS);
            throw new AssertionError("the call succeeded");
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(HsmException.class);
            return ((HsmException) e.getCause()).failure();
        }
    }
}
