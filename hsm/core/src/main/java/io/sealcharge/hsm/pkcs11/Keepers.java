package io.sealcharge.hsm.pkcs11;

import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The one-time keys that this node holds, as session objects of keeper sessions. A keeper session is never lent; when
 * it is lost its keys are lost with it, and their wrapped copies take their place.
 */
final class Keepers {
    private final List<Keeper> keepers;
    private final long borrowTimeoutMs;
    private final Map<ByteBuffer, HeldKey> held = new ConcurrentHashMap<>();

    /** @param fatal which errors mean that a keeper's session is lost */
    Keepers(
            int count,
            int keysPerKeeper,
            long borrowTimeoutMs,
            Supplier<CkSession> opener,
            Predicate<CkException> fatal) {
        this.borrowTimeoutMs = borrowTimeoutMs;
        this.keepers = IntStream.range(0, count)
                .mapToObj(i -> new Keeper(keysPerKeeper, opener, fatal, this::forgetAllOf))
                .toList();
    }

    int held() {
        return held.size();
    }

    /**
     * Makes a key in a keeper's session and holds it.
     *
     * @throws HsmException BUSY if all keepers are full, or none becomes free within the borrow deadline
     */
    OneTimeKeys.Made make(Function<CkSession, OneTimeKeys.Made> maker) {
        Keeper keeper = enterOne();
        try {
            OneTimeKeys.Made made = keeper.make(maker);
            held.put(ByteBuffer.wrap(made.publicPoint().clone()), new HeldKey(keeper, made.privateKey()));
            return made;
        } finally {
            keeper.leave();
        }
    }

    /** The key's object, protected from destruction until {@link HeldKey#leave()}; null if this node has none. */
    @Nullable
    HeldKey enter(byte[] publicPoint) {
        HeldKey key = held.get(ByteBuffer.wrap(publicPoint));
        return key != null && key.enter() ? key : null;
    }

    /** Forgets the key at once; its object goes with the next {@link #sweep}. Idempotent; calls nothing in the module. */
    void forget(byte[] publicPoint) {
        HeldKey key = held.remove(ByteBuffer.wrap(publicPoint));
        if (key != null) {
            key.destroy();
        }
    }

    /** Destroys the objects of forgotten keys that nobody uses any more. */
    void sweep() {
        keepers.forEach(Keeper::sweep);
    }

    /** From now on a keeper's session is asked whether it lives before it is used again. */
    void distrust() {
        keepers.forEach(Keeper::distrust);
    }

    void keepAlive() {
        keepers.forEach(Keeper::keepAlive);
    }

    /** Closes the keepers' sessions, and with them all keys held. */
    void retire() {
        held.clear();
        keepers.forEach(Keeper::retire);
    }

    private void forgetAllOf(Keeper keeper) {
        held.values().removeIf(key -> key.keeper() == keeper);
    }

    private Keeper enterOne() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(borrowTimeoutMs);
        while (true) {
            List<Keeper> byLoad = keepers.stream()
                    .filter(Keeper::hasRoom)
                    .sorted(Comparator.comparingInt(Keeper::load))
                    .toList();
            if (byLoad.isEmpty()) {
                throw new HsmException(HsmFailure.BUSY, "the HSM holds as many one-time keys as it may: " + held());
            }
            for (Keeper keeper : byLoad) {
                if (entersWithRoom(keeper, 0)) {
                    return keeper;
                }
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new HsmException(HsmFailure.BUSY, "all HSM keeper sessions are in use");
            }
            if (entersWithRoom(byLoad.getFirst(), left)) {
                return byLoad.getFirst();
            }
        }
    }

    /** Others may have filled the keeper by the time it is entered. */
    private static boolean entersWithRoom(Keeper keeper, long waitNanos) {
        if (!keeper.tryEnter(waitNanos)) {
            return false;
        }
        if (keeper.hasRoom()) {
            return true;
        }
        keeper.leave();
        return false;
    }
}
