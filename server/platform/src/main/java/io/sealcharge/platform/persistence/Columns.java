package io.sealcharge.platform.persistence;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Acts as the parameters of a statement over arrays: a column after the other, each with an element for each act.
 *
 * @param <A> an act
 */
final class Columns<A> {
    private final List<A> acts;
    private final Tuple parameters;

    Columns(List<A> acts) {
        this(acts, Tuple.tuple());
    }

    private Columns(List<A> acts, Tuple parameters) {
        this.acts = acts;
        this.parameters = parameters;
    }

    /** The columns after these: those of something else, such as parts of the acts. */
    <B> Columns<B> then(List<B> others) {
        return new Columns<>(others, parameters);
    }

    Columns<A> uuids(Function<A, @Nullable UUID> value) {
        parameters.addArrayOfUUID(each(value, UUID[]::new));
        return this;
    }

    Columns<A> texts(Function<A, @Nullable String> value) {
        parameters.addArrayOfString(each(value, String[]::new));
        return this;
    }

    /** Of byte arrays. */
    Columns<A> bytes(Function<A, byte @Nullable []> value) {
        parameters.addArrayOfBuffer(
                acts.stream().map(act -> SqlValues.buffer(value.apply(act))).toArray(Buffer[]::new));
        return this;
    }

    Columns<A> integers(Function<A, @Nullable Integer> value) {
        parameters.addArrayOfInteger(each(value, Integer[]::new));
        return this;
    }

    Columns<A> longs(Function<A, @Nullable Long> value) {
        parameters.addArrayOfLong(each(value, Long[]::new));
        return this;
    }

    Columns<A> booleans(Function<A, @Nullable Boolean> value) {
        parameters.addArrayOfBoolean(each(value, Boolean[]::new));
        return this;
    }

    /** In whole milliseconds. */
    Columns<A> times(Function<A, @Nullable Instant> value) {
        parameters.addArrayOfOffsetDateTime(each(
                act -> {
                    Instant time = value.apply(act);
                    return time == null ? null : SqlValues.timestamp(time);
                },
                OffsetDateTime[]::new));
        return this;
    }

    Tuple parameters() {
        return parameters;
    }

    private <T> T[] each(Function<A, @Nullable T> value, IntFunction<T[]> arrayOfSize) {
        return acts.stream().map(value).toArray(arrayOfSize);
    }
}
