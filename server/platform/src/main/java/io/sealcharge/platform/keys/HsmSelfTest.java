package io.sealcharge.platform.keys;

import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmExecutor;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.platform.app.Readiness;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Uses every key once, again and again, and remembers whether that went well: the HSM's part of readiness. */
public final class HsmSelfTest {
    private static final Logger LOG = LoggerFactory.getLogger(HsmSelfTest.class);

    private final HsmExecutor hsm;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile Readiness.Part part = new Readiness.Part(false, "not tested yet");

    public HsmSelfTest(HsmExecutor hsm) {
        this.hsm = hsm;
    }

    /**
     * Tests the HSM, unless a test is under way. Call it periodically.
     *
     * @return the part as it then stands; never fails
     */
    public Future<Readiness.Part> run() {
        if (!running.compareAndSet(false, true)) {
            return Future.succeededFuture(part);
        }
        return Future.fromCompletionStage(hsm.submit(device -> {
                    device.selfTest();
                    return true;
                })
                .handle((passed, failure) -> {
                    judge(failure);
                    running.set(false);
                    return part;
                }));
    }

    /** As the last test left it. Never blocks. */
    public Readiness.Part part() {
        return part;
    }

    private void judge(@Nullable Throwable failure) {
        Readiness.Part before = part;
        if (failure == null) {
            part = new Readiness.Part(true, "");
            if (!before.up()) {
                LOG.info("the HSM's self-test passed");
            }
            return;
        }
        Throwable bare = HsmCalls.bare(failure);
        if (bare instanceof HsmException full && full.failure() == HsmFailure.BUSY) {
            // Full of work, that is not away: what the last test found still holds.
            return;
        }
        part = new Readiness.Part(false, reason(bare));
        if (!part.equals(before)) {
            LOG.error("the HSM's self-test failed: {}", bare.getMessage());
        }
    }

    private static String reason(Throwable failure) {
        return failure instanceof HsmException hsm ? hsm.failure().name().toLowerCase(Locale.ROOT) : "self-test failed";
    }
}
