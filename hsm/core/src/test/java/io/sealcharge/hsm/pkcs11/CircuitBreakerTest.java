package io.sealcharge.hsm.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(30);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - INTERVAL / 2);
    private final CircuitBreaker breaker = new CircuitBreaker(INTERVAL, clock::get);

    @Test
    void closedItLetsCallsPass() {
        assertThatCode(breaker::check).doesNotThrowAnyException();
        assertThat(breaker.attemptIsDue()).isFalse();
    }

    @Test
    void openItFailsEachCallWithWhatOpenedIt() {
        breaker.open(new HsmException(HsmFailure.KEY_MISSING, "gone"));

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(breaker::check)
                    .isInstanceOfSatisfying(
                            HsmException.class, e -> assertThat(e.failure()).isEqualTo(HsmFailure.KEY_MISSING))
                    .hasMessageContaining("gone");
        }
        breaker.close();
        assertThatCode(breaker::check).doesNotThrowAnyException();
    }

    @Test
    void attemptsAreAnIntervalApartEvenIfTheClockWrapsAround() {
        breaker.open(CircuitBreaker.away("test", null));
        assertThat(breaker.attemptIsDue()).isTrue();
        assertThat(breaker.takeAttempt()).isTrue();
        assertThat(breaker.takeAttempt()).isFalse();
        clock.addAndGet(INTERVAL - 1);
        assertThat(breaker.attemptIsDue()).isFalse();
        assertThat(breaker.takeAttempt()).isFalse();
        clock.addAndGet(1);
        assertThat(breaker.attemptIsDue()).isTrue();
        assertThat(breaker.takeAttempt()).isTrue();
        assertThat(breaker.attemptIsDue()).isFalse();
    }

    @Test
    void anAttemptThatSucceededCountsToo() {
        assertThat(breaker.takeAttempt()).isTrue();
        breaker.close();

        breaker.open(CircuitBreaker.away("again", null));

        assertThat(breaker.takeAttempt()).isFalse();
    }
}
