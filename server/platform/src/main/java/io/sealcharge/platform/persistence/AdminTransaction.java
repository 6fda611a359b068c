package io.sealcharge.platform.persistence;

import io.sealcharge.platform.domain.AdminAct;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;

/** One act of an operator: what it writes and the row that says who did it, in one transaction. */
final class AdminTransaction {
    private AdminTransaction() {}

    /** Ends the transaction without anything written. */
    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Refusal refusal;

        RefusedException(Refusal refusal) {
            super(refusal.name(), null, false, false);
            this.refusal = refusal;
        }
    }

    /** @param work gives what the act came to, or fails by {@link #refused} */
    static <T> Future<Outcome<T>> run(Database database, AdminAct act, Function<CatalogueWriting, Future<T>> work) {
        return perhaps(
                database,
                writing -> work.apply(writing)
                        .compose(result -> writing.record(act).map(Outcome.done(result))));
    }

    /** An act that writes its own row, if it happens. */
    static <T> Future<Outcome<T>> perhaps(Database database, Function<CatalogueWriting, Future<Outcome<T>>> work) {
        return database.act(() -> database.transaction(connection -> work.apply(new CatalogueWriting(connection)))
                .recover(failure -> failure instanceof RefusedException refused
                        ? Future.succeededFuture(Outcome.refused(refused.refusal))
                        : Future.failedFuture(failure)));
    }

    static <T> Future<T> refused(Refusal refusal) {
        return Future.failedFuture(new RefusedException(refusal));
    }

    static Future<Boolean> unlessRefused(Optional<Refusal> refusal) {
        return refusal.isPresent() ? refused(refusal.get()) : Future.succeededFuture(true);
    }
}
