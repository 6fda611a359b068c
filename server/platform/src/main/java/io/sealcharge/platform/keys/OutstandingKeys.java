package io.sealcharge.platform.keys;

import io.sealcharge.hsm.Hsm;
import io.sealcharge.platform.domain.AssignedKey.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The recharge keys that this node has handed out and still holds as session objects. There are never more than the
 * keepers take.
 */
final class OutstandingKeys {
    private static final int DESTROYED_PER_PIECE = 64;

    private final HsmCalls hsm;
    private final Map<String, Held> held = new ConcurrentHashMap<>();

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
            destroy(List.of(key));
        }
    }

    void forgetExpired(Instant now) {
        List<Held> expired = held.values().stream()
                .filter(key -> !now.isBefore(key.expiresAt()))
                .toList();
        for (int from = 0; from < expired.size(); from += DESTROYED_PER_PIECE) {
            List<Held> piece = expired.subList(from, Math.min(expired.size(), from + DESTROYED_PER_PIECE));
            piece.forEach(key -> held.remove(key.kid()));
            destroy(piece);
        }
    }

    private void destroy(List<Held> keys) {
        hsm.submit("destroy one-time keys", device -> destroyAll(device, keys))
                // The next sweep after their time tries again; destroying twice does no harm.
                .onFailure(away -> keys.forEach(key -> held.put(key.kid(), key)));
    }

    private static boolean destroyAll(Hsm device, List<Held> keys) {
        keys.forEach(key -> device.destroyOneTimeKey(key.publicPoint()));
        return true;
    }

    int size() {
        return held.size();
    }
}
