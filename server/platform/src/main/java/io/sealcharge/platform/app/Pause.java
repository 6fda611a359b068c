package io.sealcharge.platform.app;

import io.vertx.core.Future;
import java.time.Duration;

/** Waits without holding a thread. */
@FunctionalInterface
public interface Pause {

    /** Completes after so long; never fails. */
    Future<Void> of(Duration time);
}
