package io.sealcharge.platform.keys;

import io.sealcharge.hsm.Hsm;
import io.sealcharge.platform.domain.AssignedKey.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The recharge keys that this node has handed out and still holds as session objects. There are never more than the
 * keepers take.
 */
final class OutstandingKeys {
    private static final int DESTROYED_PER_PIECE = 64;

    private final HsmCalls hsm;
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final Queue<Held> forgotten = new ConcurrentLinkedQueue<>();
    /** One piece is being destroyed at a time: what is forgotten meanwhile makes up the next. */
    private final AtomicBoolean destroying = new AtomicBoolean();

    OutstandingKeys(HsmCalls hsm) {
        this.hsm = hsm;
    }

    /** @param expiresAt of a key of a window: when the last request that may use it has expired */
    private record Held(String kid, Kind kind, byte[] publicPoint, Instant expiresAt) {}

    void add(Kind kind, String kid, byte[] publicPoint, Instant expiresAt) {
        held.put(kid, new Held(kid, kind, publicPoint, expiresAt));
    }

    /** Destroys the key if this node holds it and no other request may use it. */
    void forget(String kid) {
        Held key = held.get(kid);
        if (key != null && key.kind() == Kind.SINGLE && held.remove(kid, key)) {
            forgotten.add(key);
            destroyForgotten();
        }
    }

    void forgetExpired(Instant now) {
        held.values().removeIf(key -> !now.isBefore(key.expiresAt()) && forgotten.add(key));
        destroyForgotten();
    }

    private void destroyForgotten() {
        // Whoever comes while a piece is under way leaves his key to the next one.
        if (forgotten.isEmpty() || !destroying.compareAndSet(false, true)) {
            return;
        }
        List<Held> piece = piece();
        hsm.background("destroy one-time keys", device -> destroyAll(device, piece), (device, late) -> {})
                .whenComplete((destroyed, failure) -> {
                    if (failure != null) {
                        // The next sweep after their time tries again; destroying twice does no harm.
                        piece.forEach(key -> held.put(key.kid(), key));
                    }
                    destroying.set(false);
                    destroyForgotten();
                });
    }

    private List<Held> piece() {
        List<Held> piece = new ArrayList<>();
        while (piece.size() < DESTROYED_PER_PIECE) {
            Held key = forgotten.poll();
            if (key == null) {
                break;
            }
            piece.add(key);
        }
        return piece;
    }

    private static boolean destroyAll(Hsm device, List<Held> keys) {
        keys.forEach(key -> device.destroyOneTimeKey(key.publicPoint()));
        return true;
    }

    int size() {
        return held.size();
    }
}
