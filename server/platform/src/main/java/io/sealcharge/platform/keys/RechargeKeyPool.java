package io.sealcharge.platform.keys;

import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.OneTimeKey;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One-time keys made ahead, while the HSM has nothing better to do, and never used before. A pool of size 0 is always
 * empty: then each key is made when it is asked for.
 */
final class RechargeKeyPool {
    private final HsmCalls hsm;
    private final Supplier<KeyId> wrapKey;
    private final int capacity;
    private final Queue<OneTimeKey> ready = new ConcurrentLinkedQueue<>();
    /** Keys in the pool or being made for it, so that it never overflows. */
    private final AtomicInteger places = new AtomicInteger();
    /** One key is being made at a time, so that requests pass the refilling by. */
    private final AtomicBoolean refilling = new AtomicBoolean();

    RechargeKeyPool(HsmCalls hsm, Supplier<KeyId> wrapKey, int capacity) {
        this.hsm = hsm;
        this.wrapKey = wrapKey;
        this.capacity = capacity;
    }

    /** A key that nobody has seen, or null if none is ready; makes another in the background. */
    @Nullable
    OneTimeKey take() {
        OneTimeKey key = ready.poll();
        if (key != null) {
            places.decrementAndGet();
        }
        refill();
        return key;
    }

    /** Takes a key back that was not handed out after all. */
    void giveBack(OneTimeKey key) {
        if (places.incrementAndGet() <= capacity) {
            ready.add(key);
        } else {
            places.decrementAndGet();
            hsm.submit("destroy a one-time key", device -> destroy(device, key));
        }
    }

    private static boolean destroy(Hsm device, OneTimeKey key) {
        device.destroyOneTimeKey(key.publicPoint());
        return true;
    }

    /** Fills the pool up in the background, unless that is under way. Stops at the first failure, until asked again. */
    void refill() {
        if (!refilling.compareAndSet(false, true)) {
            return;
        }
        if (places.incrementAndGet() > capacity) {
            places.decrementAndGet();
            refilling.set(false);
            return;
        }
        hsm.background(
                        "make a one-time key",
                        device -> device.generateOneTimeKey(wrapKey.get()),
                        RechargeKeyPool::destroy)
                .whenComplete((made, failure) -> {
                    if (failure == null) {
                        ready.add(made);
                    } else {
                        places.decrementAndGet();
                    }
                    refilling.set(false);
                    if (failure == null) {
                        refill();
                    }
                });
    }

    int size() {
        return ready.size();
    }
}
