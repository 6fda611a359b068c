package io.sealcharge.platform.persistence;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One statement for many acts of a kind. Its outcomes are those of the acts one by one, in the order that they have in the
 * batch; an act that is refused spoils no other.
 *
 * @param act what is done, for the metrics
 * @param parameters of the statement: arrays with one element for each act, and others that name their act by its place
 * @param <A> an act
 * @param <R> what the statement says of one act
 */
record Batch<A, R>(
        String act, String sql, Function<List<A>, Tuple> parameters, Answers<A, R> answers, Separation<A> separation) {

    /** What the rows of the statement say. */
    interface Answers<A, R> {
        /**
         * @return one for each act, in order; an empty one if this act cannot be judged in company, which happens to none
         *     that is alone
         */
        List<Optional<R>> of(List<A> acts, RowSet<Row> rows);
    }

    /** Acts that must not come into one statement: those that have a key in common. */
    interface Separation<A> {
        Collection<?> keys(A act);
    }

    /** For acts that do not meet, such as reads. */
    static <A> Separation<A> together() {
        return act -> Collections.emptyList();
    }

    /** Answers by rows that name the place of their act, from 1, in the column {@code n}; an act without a row gets none. */
    static <A> List<Optional<Row>> rowsByPlace(List<A> acts, RowSet<Row> rows) {
        List<Optional<Row>> answers = new ArrayList<>(Collections.nCopies(acts.size(), Optional.empty()));
        for (Row row : rows) {
            answers.set(Math.toIntExact(row.getLong("n")) - 1, Optional.of(row));
        }
        return answers;
    }
}
