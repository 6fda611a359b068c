package io.sealcharge.platform.charging;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** So many acts at a time; others wait in line, up to a bound. For any thread. */
final class Places {
    private final int places;
    private final int mostWaiting;
    private final Queue<BooleanSupplier> waiting = new ArrayDeque<>();
    private int taken;

    Places(int places, int mostWaiting) {
        this.places = places;
        this.mostWaiting = mostWaiting;
    }

    /**
     * Begins the act now or when its turn comes. Whoever has begun calls {@link #leave()} once.
     *
     * @param act says whether it has begun; if it was given up while it waited, the next one takes its place
     * @return false if too many wait: the act will not begin
     */
    boolean enter(BooleanSupplier act) {
        synchronized (this) {
            if (taken == places) {
                return waiting.size() < mostWaiting && waiting.add(act);
            }
            taken++;
        }
        if (!act.getAsBoolean()) {
            leave();
        }
        return true;
    }

    void leave() {
        BooleanSupplier next = next();
        while (next != null && !next.getAsBoolean()) {
            next = next();
        }
    }

    private synchronized @Nullable BooleanSupplier next() {
        BooleanSupplier next = waiting.poll();
        if (next == null) {
            taken--;
        }
        return next;
    }
}
