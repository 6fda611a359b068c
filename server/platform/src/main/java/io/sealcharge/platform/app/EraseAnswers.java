package io.sealcharge.platform.app;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Erases stored answers under shared keys that are older than a retry may be; any node does, one run at a time on each. Run
 * it every second or so.
 */
public final class EraseAnswers {
    private static final int ANSWERS_AT_ONCE = 100;
    /** A run is bounded: what is left over waits for the next one. */
    private static final int STATEMENTS_PER_RUN = 50;

    private final AnswerStore answers;
    private final InstantSource clock;
    private final Duration after;
    private final AtomicLong purchases = new AtomicLong();
    private final AtomicLong replacements = new AtomicLong();

    /** @param after how long an answer is kept */
    public EraseAnswers(AnswerStore answers, InstantSource clock, Duration after) {
        this.answers = answers;
        this.clock = clock;
        this.after = after;
    }

    /** @return how many were erased. Fails with UnavailableException; what was done before stays done. */
    public Future<Integer> execute() {
        Instant now = clock.instant();
        Instant madeUntil = now.minus(after);
        return repeat(() -> counted(answers.erasePurchases(now, madeUntil, ANSWERS_AT_ONCE), purchases), 0, 1)
                .compose(sold -> repeat(
                                () -> counted(answers.eraseReplacements(now, madeUntil, ANSWERS_AT_ONCE), replacements),
                                0,
                                1)
                        .map(replaced -> sold + replaced));
    }

    private static Future<Integer> counted(Future<Integer> erased, AtomicLong count) {
        return erased.onSuccess(count::addAndGet);
    }

    private static Future<Integer> repeat(Supplier<Future<Integer>> statement, int sum, int statements) {
        return statement
                .get()
                .compose(erased -> erased < ANSWERS_AT_ONCE || statements == STATEMENTS_PER_RUN
                        ? Future.succeededFuture(sum + erased)
                        : repeat(statement, sum + erased, statements + 1));
    }

    /** Answers to purchases that this node has erased. */
    public long purchases() {
        return purchases.get();
    }

    /** Answers to replacements that this node has erased. */
    public long replacements() {
        return replacements.get();
    }
}
