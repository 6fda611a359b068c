package io.sealcharge.platform.http;

import io.sealcharge.platform.app.UnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicInteger;

/** Bounds the requests under way and, at the end, lets them finish. */
public final class Admission {
    static final int RETRY_WHEN_FULL_SECONDS = 1;
    private static final int SHUTDOWN_RETRY_SECONDS = 5;

    private final int maxInFlight;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Promise<Void> drained = Promise.promise();
    private volatile boolean shut;

    public Admission(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    /**
     * Lets a request in; {@link #leave} must follow.
     *
     * @throws UnavailableException if there are too many, or the platform is shutting down
     */
    void enter() {
        int now = inFlight.incrementAndGet();
        if (shut) {
            leave();
            throw new UnavailableException(UnavailableException.Part.SHUTDOWN, SHUTDOWN_RETRY_SECONDS, null);
        }
        if (now > maxInFlight) {
            leave();
            throw new UnavailableException(UnavailableException.Part.CAPACITY, RETRY_WHEN_FULL_SECONDS, null);
        }
    }

    void leave() {
        if (inFlight.decrementAndGet() == 0 && shut) {
            drained.tryComplete();
        }
    }

    /** Whether one more would be let in; one who shuts down says so to each. */
    boolean hasRoom() {
        return shut || inFlight.get() < maxInFlight;
    }

    /** Requests that were let in and have no answer yet. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Lets no more requests in. The future completes when the last one has its answer. */
    public Future<Void> shut() {
        shut = true;
        if (inFlight.get() == 0) {
            drained.tryComplete();
        }
        return drained.future();
    }
}
