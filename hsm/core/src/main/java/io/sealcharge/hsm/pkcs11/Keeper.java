package io.sealcharge.hsm.pkcs11;

import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One session that owns one-time keys. Objects to destroy queue up and go when the session is free. */
final class Keeper {
    private static final Logger log = LoggerFactory.getLogger(Keeper.class);

    private final int most;
    private final Supplier<CkSession> opener;
    private final Predicate<CkException> fatal;
    private final Consumer<Keeper> lost;

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Discarded> discarded = new ConcurrentLinkedQueue<>();
    private final Object counts = new Object();
    private int load;
    private int incarnation;
    private @Nullable CkSession session;
    private volatile boolean distrusted;
    private volatile boolean retired;

    Keeper(int most, Supplier<CkSession> opener, Predicate<CkException> fatal, Consumer<Keeper> lost) {
        this.most = most;
        this.opener = opener;
        this.fatal = fatal;
        this.lost = lost;
    }

    /** An object to destroy; its handle means something in one incarnation of the session only. */
    private record Discarded(long handle, int incarnation) {}

    int load() {
        synchronized (counts) {
            return load;
        }
    }

    /** Rises each time the session is lost, and its objects with it. */
    int incarnation() {
        synchronized (counts) {
            return incarnation;
        }
    }

    boolean hasRoom() {
        return load() < most;
    }

    boolean tryEnter(long waitNanos) {
        try {
            return lock.tryLock() || (waitNanos > 0 && lock.tryLock(waitNanos, TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            throw CallGate.interrupted(e);
        }
    }

    /** Leaves, and destroys what was discarded in the meantime. */
    void leave() {
        lock.unlock();
        sweep();
    }

    /** To be called between {@link #tryEnter} and {@link #leave}, after {@link #hasRoom} has been asked. */
    OneTimeKeys.Made make(Function<CkSession, OneTimeKeys.Made> maker) {
        destroyDiscarded();
        try {
            OneTimeKeys.Made made = maker.apply(live());
            synchronized (counts) {
                load++;
            }
            return made;
        } catch (CkException e) {
            if (fatal.test(e)) {
                loseSession(e.getMessage());
            }
            throw e;
        }
    }

    /** Queues an object for {@link #sweep}; calls nothing in the module. */
    void discard(long handle, int madeIn) {
        synchronized (counts) {
            if (madeIn != incarnation) {
                return;
            }
            load--;
        }
        discarded.add(new Discarded(handle, madeIn));
    }

    void distrust() {
        distrusted = true;
    }

    void keepAlive() {
        if (lock.tryLock()) {
            try {
                if (session != null) {
                    checkLives(session);
                }
            } finally {
                leave();
            }
        }
    }

    void retire() {
        retired = true;
        // Whoever is inside closes the session on leaving: sweep() sees that it is retired.
        sweep();
    }

    /** Whoever discards while another holds the session leaves the work to that one, who looks again after unlocking. */
    void sweep() {
        while ((retired || !discarded.isEmpty()) && lock.tryLock()) {
            try {
                if (retired) {
                    close();
                    return;
                }
                destroyDiscarded();
            } finally {
                lock.unlock();
            }
        }
    }

    private void destroyDiscarded() {
        for (Discarded next = discarded.poll(); next != null; next = discarded.poll()) {
            if (next.incarnation == incarnation()) {
                destroy(next.handle);
            }
        }
    }

    private void destroy(long handle) {
        CkSession current = session;
        if (current == null) {
            return;
        }
        try {
            current.destroy(handle);
        } catch (CkException e) {
            // Losing the session destroys the object as well.
            loseSession(e.getMessage());
        }
    }

    private CkSession live() {
        if (retired) {
            throw new HsmException(HsmFailure.SESSION_LOST, "the HSM session was closed to log in again");
        }
        CkSession current = session;
        if (current != null && distrusted) {
            checkLives(current);
            current = session;
        }
        if (current == null) {
            distrusted = false;
            current = opener.get();
            session = current;
        }
        return current;
    }

    private void checkLives(CkSession current) {
        distrusted = false;
        try {
            if (!current.loggedIn()) {
                loseSession("not logged in");
            }
        } catch (CkException e) {
            loseSession(e.getMessage());
        }
    }

    private void loseSession(@Nullable String why) {
        log.warn("an HSM keeper session with {} one-time keys is lost ({}); their wrapped copies remain", load(), why);
        lost.accept(this);
        close();
    }

    private void close() {
        CkSession current = session;
        session = null;
        discarded.clear();
        synchronized (counts) {
            load = 0;
            incarnation++;
        }
        if (current != null) {
            current.close();
        }
    }
}
