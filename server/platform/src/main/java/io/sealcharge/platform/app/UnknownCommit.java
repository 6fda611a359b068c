package io.sealcharge.platform.app;

import io.sealcharge.platform.app.UnavailableException.Part;
import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.Outcome;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A write that failed because the database went away may have been committed: a time-out is an unknown, not a failure.
 * What became of it is asked, once, by the request's reference.
 */
final class UnknownCommit {
    private UnknownCommit() {}

    /**
     * @param ask for the stored answer to the request's reference
     * @param own whether a stored answer is the very one that was being written
     * @return the stored answer, or the failure if there is none, if nobody answers, or if the outcome was never unknown
     */
    static <T> Future<Outcome<T>> resolve(
            Throwable failure, Supplier<Future<Optional<Remembered<T>>>> ask, byte[] digest, Predicate<T> own) {
        boolean unknown = failure instanceof UnavailableException away && away.part() == Part.DATABASE;
        if (!unknown) {
            return Future.failedFuture(failure);
        }
        return ask.get().transform(asked -> {
            if (asked.failed() || asked.result().isEmpty()) {
                return Future.failedFuture(failure);
            }
            Remembered<T> stored = asked.result().get();
            return Future.succeededFuture(
                    own.test(stored.answer()) ? Outcome.done(stored.answer()) : stored.answerTo(digest));
        });
    }
}
