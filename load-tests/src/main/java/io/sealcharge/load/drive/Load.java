package io.sealcharge.load.drive;

import io.vertx.core.Future;

/** Flows that go on until they are stopped. On the driver's event loop only. */
public interface Load {
    void start();

    /** Begins no more; completes when all that were begun have ended. */
    Future<Void> stop();

    /** Whether the flow is exhausted and all that were begun have ended. */
    boolean isOver();
}
