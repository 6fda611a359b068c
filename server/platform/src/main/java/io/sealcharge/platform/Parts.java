package io.sealcharge.platform;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started, so that it can be stopped in reverse order: after a failed start as after a good one. */
final class Parts {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final Deque<Part> started = new ArrayDeque<>();

    private record Part(String name, Stop stop) {}

    /** Ends a part; may block. */
    interface Stop {
        void run() throws Exception;
    }

    synchronized void add(String name, Stop stop) {
        started.push(new Part(name, stop));
    }

    /** Stops all; a part that cannot be stopped does not keep the others from it. */
    synchronized void stop() {
        while (!started.isEmpty()) {
            Part part = started.pop();
            long from = System.nanoTime();
            try {
                part.stop().run();
                LOG.atInfo()
                        .setMessage("stopped: {}")
                        .addArgument(part.name())
                        .addKeyValue("part", part.name())
                        .addKeyValue("ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from))
                        .log();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                LOG.warn("interrupted while stopping {}", part.name());
            } catch (Exception failure) {
                LOG.warn("cannot stop {}", part.name(), failure);
            }
        }
    }
}
