package io.sealcharge.platform.domain;

/** What became of a request: carried out, now or before, or refused. */
public sealed interface Outcome<T> {

    /**
     * Carried out.
     *
     * @param replayed whether this is the stored answer of an earlier request with the same reference
     */
    record Done<T>(T value, boolean replayed) implements Outcome<T> {}

    /** Refused; nothing was written. */
    record Refused<T>(Refusal refusal) implements Outcome<T> {}

    static <T> Outcome<T> done(T value) {
        return new Done<>(value, false);
    }

    static <T> Outcome<T> replayed(T value) {
        return new Done<>(value, true);
    }

    static <T> Outcome<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }
}
