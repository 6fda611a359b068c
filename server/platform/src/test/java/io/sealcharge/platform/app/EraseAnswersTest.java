package io.sealcharge.platform.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class EraseAnswersTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private final List<String> journal = new ArrayList<>();
    private final Deque<Integer> purchases = new ArrayDeque<>();
    private final Deque<Integer> replacements = new ArrayDeque<>();
    private boolean away;
    private final EraseAnswers erase = new EraseAnswers(new Answers(), InstantSource.fixed(NOW), Duration.ofHours(24));

    private final class Answers implements AnswerStore {
        @Override
        public Future<Boolean> acknowledge(String channel, UUID purchase, Instant at) {
            throw new AssertionError("nobody acknowledges here");
        }

        @Override
        public Future<Integer> erasePurchases(Instant now, Instant madeUntil, int limit) {
            return take("purchases", now, madeUntil, limit, purchases);
        }

        @Override
        public Future<Integer> eraseReplacements(Instant now, Instant madeUntil, int limit) {
            return take("replacements", now, madeUntil, limit, replacements);
        }

        private Future<Integer> take(String what, Instant now, Instant madeUntil, int limit, Deque<Integer> found) {
            journal.add(what + " " + now + " " + madeUntil + " " + limit);
            return away
                    ? Future.failedFuture(new UnavailableException(UnavailableException.Part.DATABASE, 1, null))
                    : Future.succeededFuture(found.isEmpty() ? 0 : found.poll());
        }
    }

    @Test
    void goesOnWhileThereMayBeMoreAndCounts() {
        purchases.addAll(List.of(100, 100, 7, 99));
        replacements.addAll(List.of(100, 3, 99));

        assertThat(erase.execute().result()).isEqualTo(310);

        String times = " 2026-11-22T08:00:00Z 2026-11-21T08:00:00Z 100";
        assertThat(journal)
                .containsExactly(
                        "purchases" + times,
                        "purchases" + times,
                        "purchases" + times,
                        "replacements" + times,
                        "replacements" + times);
        assertThat(erase.purchases()).isEqualTo(207);
        assertThat(erase.replacements()).isEqualTo(103);
    }

    @Test
    void leavesTheRestToTheNextRun() {
        purchases.addAll(Collections.nCopies(60, 100));

        assertThat(erase.execute().result()).isEqualTo(50 * 100);
        assertThat(erase.execute().result()).isEqualTo(10 * 100);
    }

    @Test
    void aDatabaseThatIsAwayFailsTheRunAndCountsNothing() {
        away = true;

        assertThat(erase.execute().cause()).isInstanceOf(UnavailableException.class);
        assertThat(erase.purchases()).isZero();
    }
}
