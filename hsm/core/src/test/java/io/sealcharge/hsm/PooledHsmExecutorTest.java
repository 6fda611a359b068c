package io.sealcharge.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PooledHsmExecutorTest {
    private static final Duration DEADLINE = Duration.ofMillis(100);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicInteger exhausted = new AtomicInteger();
    private final CountDownLatch hang = new CountDownLatch(1);
    private final Hsm hsm = (Hsm) Proxy.newProxyInstance(
            Hsm.class.getClassLoader(),
            new Class<?>[] {Hsm.class},
            (proxy, method, arguments) -> "toString".equals(method.getName()) ? "an HSM" : null);
    private PooledHsmExecutor executor;

    @AfterEach
    void end() {
        hang.countDown();
        if (executor != null) {
            executor.close();
        }
    }

    @Test
    void workRunsWithTheHsmAndItsResultComesBack() {
        open(2, 4);

        assertThat(executor.submit(List::of).toCompletableFuture().join().getFirst())
                .isSameAs(hsm);
    }

    @Test
    void aFailureComesBackAsItIs() {
        open(1, 4);
        HsmException refused = new HsmException(HsmFailure.REFUSED, "no");

        CompletionStage<Object> stage = executor.submit(given -> {
            throw refused;
        });

        assertThatThrownBy(() -> stage.toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .hasCause(refused);
    }

    @Test
    void aFullQueueIsBusyAtOnce() throws Exception {
        open(1, 2);
        CountDownLatch begun = new CountDownLatch(1);
        executor.submit(given -> hangs(begun));
        begun.await();
        executor.submit(given -> 1);
        executor.submit(given -> 2);

        assertThat(metrics.get("sealcharge.hsm.queue").gauge().value()).isEqualTo(2);
        assertThat(failure(executor.submit(given -> 3))).isEqualTo(HsmFailure.BUSY);
    }

    @Test
    void workPastItsDeadlineIsATimeoutAndItsThreadIsReplaced() {
        open(1, 4);

        long start = System.nanoTime();
        assertThat(failure(executor.submit(given -> hangs(new CountDownLatch(1)))))
                .isEqualTo(HsmFailure.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(DEADLINE, DEADLINE.multipliedBy(20));

        assertThat(executor.submit(given -> 7).toCompletableFuture().join()).isEqualTo(7);
        assertThat(metrics.get("sealcharge.hsm.threads.lost").counter().count()).isEqualTo(1);
    }

    @Test
    void workThatNeverBeganIsBusyRatherThanUnknown() throws Exception {
        open(1, 4);
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i <= PooledHsmExecutor.REPLACED_AT_MOST; i++) {
            failure(executor.submit(given -> hangs(begun)));
        }

        assertThat(failure(executor.submit(given -> ran.incrementAndGet()))).isEqualTo(HsmFailure.BUSY);
        assertThat(ran).hasValue(0);
    }

    @Test
    void threadsAreReplacedEightTimesAndThenTheHandlerIsCalledOnce() {
        open(1, 4);
        List<HsmFailure> failures = new ArrayList<>();
        for (int i = 0; i < PooledHsmExecutor.REPLACED_AT_MOST; i++) {
            failures.add(failure(executor.submit(given -> hangs(new CountDownLatch(1)))));
        }
        assertThat(failures).hasSize(8).containsOnly(HsmFailure.TIMEOUT);
        assertThat(exhausted).hasValue(0);

        assertThat(failure(executor.submit(given -> hangs(new CountDownLatch(1)))))
                .isEqualTo(HsmFailure.TIMEOUT);
        await().until(() -> exhausted.get() == 1);
        assertThat(metrics.get("sealcharge.hsm.threads.lost").counter().count()).isEqualTo(9);
    }

    @Test
    void aTokenThatStaysAwayBehindAHungCallNeedsANewProcess() {
        openStuckAfter(Duration.ofMillis(50));
        failure(executor.submit(given -> hangs(new CountDownLatch(1))));

        await().untilAsserted(() -> {
            assertThat(failure(executor.submit(given -> away()))).isEqualTo(HsmFailure.UNAVAILABLE);
            assertThat(exhausted).hasValue(1);
        });
    }

    @Test
    void aTokenThatIsAwayWithoutAHungCallIsWaitedFor() throws Exception {
        openStuckAfter(Duration.ofMillis(50));
        for (int i = 0; i < 10; i++) {
            failure(executor.submit(given -> away()));
            Thread.sleep(20);
        }

        assertThat(exhausted).hasValue(0);
    }

    @Test
    void aHungCallWhileTheTokenAnswersOthersIsBorne() throws Exception {
        openStuckAfter(Duration.ofMillis(50));
        failure(executor.submit(given -> hangs(new CountDownLatch(1))));
        for (int i = 0; i < 10; i++) {
            failure(executor.submit(given -> away()));
            executor.submit(given -> 1).toCompletableFuture().join();
            Thread.sleep(20);
        }

        assertThat(exhausted).hasValue(0);
    }

    @Test
    void aSecretThatComesTooLateIsWiped() {
        open(1, 4);
        Secret late = Secret.owning(new byte[] {1, 2, 3});

        assertThat(failure(executor.submit(given -> {
                    hangs(new CountDownLatch(1));
                    return late;
                })))
                .isEqualTo(HsmFailure.TIMEOUT);
        hang.countDown();

        await().untilAsserted(() -> assertThat(late.bytes()).containsOnly(0));
    }

    @Test
    void closingWaitsForWhatRunsAndRefusesWhatComesLater() {
        open(2, 4);
        CompletionStage<Integer> running = executor.submit(given -> {
            await().pollDelay(Duration.ofMillis(30)).until(() -> true);
            return 1;
        });

        executor.close();

        assertThat(running.toCompletableFuture()).isCompletedWithValue(1);
        assertThat(failure(executor.submit(given -> 2))).isEqualTo(HsmFailure.UNAVAILABLE);
    }

    private void open(int threads, int queue) {
        executor = new PooledHsmExecutor(hsm, threads, queue, DEADLINE, metrics, () -> exhausted.incrementAndGet());
    }

    private void openStuckAfter(Duration stuckAtMost) {
        executor = new PooledHsmExecutor(hsm, 1, 4, DEADLINE, stuckAtMost, metrics, () -> exhausted.incrementAndGet());
    }

    private static Object away() {
        throw new HsmException(HsmFailure.UNAVAILABLE, "away");
    }

    private Object hangs(CountDownLatch begun) {
        begun.countDown();
        try {
            hang.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return begun;
    }

    private static HsmFailure failure(CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            return ((HsmException) e.getCause()).failure();
        }
        throw new AssertionError("the work did not fail");
    }
}
