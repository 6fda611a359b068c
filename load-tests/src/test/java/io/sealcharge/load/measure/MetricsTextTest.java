package io.sealcharge.load.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTextTest {
    private static final String BEFORE = """
            # HELP sealcharge_hsm_calls_seconds HSM calls by call and result
            # TYPE sealcharge_hsm_calls_seconds summary
            sealcharge_hsm_calls_seconds_count{call="sign",result="ok"} 10
            sealcharge_hsm_calls_seconds_sum{call="sign",result="ok"} 0.5
            sealcharge_batch_size_count{act="recharge request"} 2
            sealcharge_batch_size_sum{act="recharge request"} 20.0
            jvm_threads_live_threads 31.0
            """;
    private static final String AFTER = """
            sealcharge_hsm_calls_seconds_count{call="sign",result="ok"} 30
            sealcharge_hsm_calls_seconds_count{call="sign",result="busy, } \\"quoted\\""} 2 1700000000
            sealcharge_hsm_calls_seconds_sum{call="sign",result="ok"} 0.7
            sealcharge_hsm_calls_seconds_sum{call="sign",result="busy, } \\"quoted\\""} 0.02
            sealcharge_hsm_calls_seconds_count{call="mac",result="ok"} 0
            sealcharge_batch_size_count{act="recharge request"} 6
            sealcharge_batch_size_sum{act="recharge request"} 120.0
            jvm_gc_memory_allocated_bytes_total 5.5E6
            jvm_limit_bytes +Inf
            """;

    @Test
    void samplesAreSummedByLabel() {
        MetricsText metrics = new MetricsText(AFTER);

        assertThat(metrics.sum("sealcharge_hsm_calls_seconds_count")).isEqualTo(32);
        assertThat(metrics.by("sealcharge_hsm_calls_seconds_count", "call"))
                .isEqualTo(Map.of("sign", 32.0, "mac", 0.0));
        assertThat(metrics.sum("jvm_limit_bytes")).isInfinite();
        assertThat(metrics.sum("nothing")).isZero();
        assertThatThrownBy(() -> new MetricsText("word")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void usageIsTheDifferenceOfTwoReadings() {
        Reading first = new Reading(1_000_000_000L, 100, Map.of("loop", 5L), 10, 1, 900, new MetricsText(BEFORE));
        Reading second =
                new Reading(3_000_000_000L, 400, Map.of("loop", 25L, "hsm", 3L), 30, 6, 1_000, new MetricsText(AFTER));

        Usage usage = Usage.between(first, second);

        assertThat(usage.seconds()).isEqualTo(2);
        assertThat(usage.platformUs()).isEqualTo(300);
        assertThat(usage.threadsUs()).isEqualTo(Map.of("loop", 20L, "hsm", 3L));
        assertThat(usage.databaseUs()).isEqualTo(20);
        assertThat(usage.clientUs()).isEqualTo(5);
        assertThat(usage.allocatedBytes()).isEqualTo(5.5e6);
        assertThat(usage.peakBytes()).isEqualTo(1_000);
        assertThat(usage.hsm()).containsOnlyKeys("sign");
        assertThat(usage.hsm().get("sign").count()).isEqualTo(22);
        assertThat(usage.hsmUs()).isCloseTo(220_000, within(0.001));
        assertThat(usage.batches().get("recharge request").mean()).isEqualTo(25);
    }
}
