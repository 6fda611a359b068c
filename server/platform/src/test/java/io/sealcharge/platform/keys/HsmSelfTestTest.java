package io.sealcharge.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.platform.app.Readiness.Part;
import org.junit.jupiter.api.Test;

final class HsmSelfTestTest {
    private final TestKeys test = new TestKeys();
    private final HsmSelfTest selfTest = new HsmSelfTest(test.executor);

    @Test
    void isNotReadyBeforeTheFirstTest() {
        assertThat(selfTest.part()).isEqualTo(new Part(false, "not tested yet"));
    }

    @Test
    void remembersWhatTheLastTestFound() {
        assertThat(selfTest.run().result()).isEqualTo(new Part(true, ""));

        test.token.away(true);
        assertThat(selfTest.run().result()).isEqualTo(new Part(false, "unavailable"));
        assertThat(selfTest.part()).isEqualTo(new Part(false, "unavailable"));

        test.token.away(false);
        assertThat(selfTest.run().result()).isEqualTo(new Part(true, ""));
    }

    @Test
    void aFullQueueLeavesItAsItWas() {
        selfTest.run();
        test.executor.refuseNext(HsmFailure.BUSY);

        assertThat(selfTest.run().result().up()).isTrue();
    }

    @Test
    void testsDoNotPileUp() {
        test.executor.hold();
        selfTest.run();

        assertThat(selfTest.run().result().up()).isFalse();
        assertThat(test.executor.waiting()).isEqualTo(1);

        test.executor.release();
        assertThat(selfTest.part().up()).isTrue();
    }
}
