package io.sealcharge.hsm.pkcs11;

import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of sessions, lent for one call each. A session whose call failed is closed, never lent again: a
 * failed call may leave an operation active in it. A session that is out for longer than a call may last counts as
 * lost with its hung call, and another may be opened in its place.
 */
final class SessionPool {
    private static final int REPLACED_AT_MOST = 8;

    private final int size;
    private final long borrowTimeoutMs;
    private final long hungNanos;
    private final Supplier<CkSession> opener;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();
    private final Deque<Lease> idle = new ArrayDeque<>();
    private final Set<Lease> out = new HashSet<>();
    private int open;
    private int replaced;
    private final AtomicInteger trusted = new AtomicInteger();
    private boolean retired;

    SessionPool(int size, long borrowTimeoutMs, long callTimeoutMs, Supplier<CkSession> opener) {
        this.size = size;
        this.borrowTimeoutMs = borrowTimeoutMs;
        this.hungNanos = TimeUnit.MILLISECONDS.toNanos(callTimeoutMs);
        this.opener = opener;
    }

    int size() {
        return size;
    }

    int inUse() {
        lock.lock();
        try {
            return out.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * @throws HsmException BUSY if no session becomes free within the borrow deadline
     * @throws CkException if no session can be opened, or from {@code work}
     */
    <T> T with(Function<CkSession, T> work) {
        Lease lease = borrow();
        boolean whole = false;
        try {
            T result = work.apply(lease.session);
            whole = true;
            return result;
        } catch (HsmException e) {
            whole = true;
            throw e;
        } finally {
            giveBack(lease, whole);
        }
    }

    /** From now on a session is asked whether it lives before it is lent again. */
    void distrust() {
        trusted.incrementAndGet();
    }

    /** Asks sessions that lie idle for longer than this whether they live, which also keeps them alive. */
    void keepAlive(long idleMs) {
        long before = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(idleMs);
        for (Lease lease = takeIdleSince(before); lease != null; lease = takeIdleSince(before)) {
            giveBack(lease, lives(lease));
        }
    }

    /** Closes the idle sessions; those that are out are closed when they come back. */
    void retire() {
        List<Lease> closing;
        lock.lock();
        try {
            retired = true;
            closing = new ArrayList<>(idle);
            idle.clear();
            open -= closing.size();
        } finally {
            lock.unlock();
        }
        closing.forEach(lease -> lease.session.close());
    }

    private Lease borrow() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(borrowTimeoutMs);
        while (true) {
            Lease lease = awaitLease(deadline);
            if (lease == null) {
                return openLease();
            }
            if (lease.trusted == trusted.get() || lives(lease)) {
                return lease;
            }
            giveBack(lease, false);
        }
    }

    /** @return an idle session, or null if the caller may open a new one (and is counted as if it had) */
    private @Nullable Lease awaitLease(long deadline) {
        lock.lock();
        try {
            long left = deadline - System.nanoTime();
            while (true) {
                Lease lease = idle.pollFirst();
                if (lease != null) {
                    lease.since = System.nanoTime();
                    out.add(lease);
                    return lease;
                }
                writeOffHung();
                if (open < size) {
                    open++;
                    return null;
                }
                if (left <= 0) {
                    throw new HsmException(HsmFailure.BUSY, "all " + size + " HSM sessions are in use");
                }
                left = returned.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            throw CallGate.interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    private Lease openLease() {
        boolean opened = false;
        try {
            Lease lease = new Lease(opener.get());
            opened = true;
            lock.lock();
            try {
                lease.trusted = trusted.get();
                out.add(lease);
            } finally {
                lock.unlock();
            }
            return lease;
        } finally {
            if (!opened) {
                closed();
            }
        }
    }

    private void giveBack(Lease lease, boolean whole) {
        boolean keep;
        lock.lock();
        try {
            out.remove(lease);
            keep = whole && !retired && !lease.writtenOff;
            if (keep) {
                lease.since = System.nanoTime();
                idle.addFirst(lease);
                returned.signal();
            }
        } finally {
            lock.unlock();
        }
        if (!keep) {
            lease.session.close();
            if (!lease.writtenOff) {
                closed();
            }
        }
    }

    private void closed() {
        lock.lock();
        try {
            open--;
            returned.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Called under the lock. */
    private void writeOffHung() {
        if (open < size) {
            return;
        }
        long now = System.nanoTime();
        for (Lease lease : out) {
            if (!lease.writtenOff && now - lease.since > hungNanos && replaced < REPLACED_AT_MOST) {
                lease.writtenOff = true;
                replaced++;
                open--;
            }
        }
    }

    private @Nullable Lease takeIdleSince(long before) {
        lock.lock();
        try {
            Lease oldest = idle.peekLast();
            if (oldest == null || oldest.since - before > 0) {
                return null;
            }
            idle.removeLast();
            oldest.since = System.nanoTime();
            out.add(oldest);
            return oldest;
        } finally {
            lock.unlock();
        }
    }

    private boolean lives(Lease lease) {
        int asked = trusted.get();
        try {
            boolean lives = lease.session.loggedIn();
            lease.trusted = asked;
            return lives;
        } catch (CkException e) {
            return false;
        }
    }

    private static final class Lease {
        private final CkSession session;
        private int trusted;
        private long since = System.nanoTime();
        private boolean writtenOff;

        private Lease(CkSession session) {
            this.session = session;
        }
    }
}
