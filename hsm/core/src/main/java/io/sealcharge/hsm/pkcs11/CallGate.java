package io.sealcharge.hsm.pkcs11;

import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the calls inside the module, so that it is never finalised under one. While the gate is shut, new calls wait
 * in front of it, for a bounded time.
 */
final class CallGate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int inside;
    private boolean shut;

    /** @throws HsmException BUSY if the gate stays shut for {@code waitMs} */
    void enter(long waitMs) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(waitMs);
            while (shut) {
                if (left <= 0) {
                    throw new HsmException(HsmFailure.BUSY, "the HSM module is being renewed");
                }
                left = changed.awaitNanos(left);
            }
            inside++;
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    /** Enters unless the gate is shut. */
    boolean tryEnter() {
        lock.lock();
        try {
            if (!shut) {
                inside++;
            }
            return !shut;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            inside--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Shuts the gate and waits until nobody is inside. @return false if somebody still is after {@code waitMs} */
    boolean shutAndDrain(long waitMs) {
        lock.lock();
        try {
            shut = true;
            long left = TimeUnit.MILLISECONDS.toNanos(waitMs);
            while (inside > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
            return inside == 0;
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    void open() {
        lock.lock();
        try {
            shut = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    static HsmException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new HsmException(HsmFailure.BUSY, "interrupted while waiting for the HSM", cause);
    }
}
