package io.sealcharge.hsm.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallGateTest {
    private final CallGate gate = new CallGate();

    @Test
    void drainingWaitsForThoseInside() throws Exception {
        gate.enter(10);
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> gate.shutAndDrain(10_000));
        assertThat(drained.completeOnTimeout(false, 50, TimeUnit.MILLISECONDS).get())
                .isFalse();

        CompletableFuture<Boolean> again = CompletableFuture.supplyAsync(() -> gate.shutAndDrain(10_000));
        gate.leave();

        assertThat(again.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aCallThatHangsIsReportedNotWaitedForEver() {
        gate.enter(10);

        assertThat(gate.shutAndDrain(20)).isFalse();
    }

    @Test
    void aShutGateIsBusyAfterTheWaitAndOpensForThoseWhoWait() throws Exception {
        assertThat(gate.shutAndDrain(10)).isTrue();
        assertThat(gate.tryEnter()).isFalse();
        assertThatThrownBy(() -> gate.enter(20))
                .isInstanceOfSatisfying(
                        HsmException.class, e -> assertThat(e.failure()).isEqualTo(HsmFailure.BUSY));

        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> gate.enter(10_000));
        gate.open();

        waiting.get(5, TimeUnit.SECONDS);
        assertThat(gate.shutAndDrain(20)).isFalse();
    }
}
