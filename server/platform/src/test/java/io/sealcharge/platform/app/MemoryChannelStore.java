package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.Channel;
import io.sealcharge.platform.domain.Scope;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Channels in a map, for tests of the use cases. */
final class MemoryChannelStore implements ChannelStore {
    final Map<String, RegisteredChannel> channels = new HashMap<>();
    final Map<String, Instant> assertionsUsed = new HashMap<>();
    /** What the next sweeps find; then nothing. */
    final Deque<Integer> forgotten = new ArrayDeque<>();

    private final Set<String> used = new HashSet<>();

    void add(String id, boolean active, Set<Scope> scopes, String jwkSet) {
        channels.put(id, new RegisteredChannel(new Channel(id, "Channel " + id, active, scopes), jwkSet));
    }

    void addActive(String id) {
        add(id, true, Set.of(Scope.values()), "{\"keys\":[]}");
    }

    void suspend(String id) {
        add(id, false, Set.of(Scope.values()), "{\"keys\":[]}");
    }

    @Override
    public Future<Optional<RegisteredChannel>> find(String channelId) {
        return Future.succeededFuture(Optional.ofNullable(channels.get(channelId)));
    }

    @Override
    public Future<Boolean> useAssertion(String channelId, String jti, Instant expiresAt) {
        assertionsUsed.put(jti, expiresAt);
        return Future.succeededFuture(used.add(channelId + " " + jti));
    }

    @Override
    public Future<Integer> forgetExpiredAssertions(Instant now, int limit) {
        return Future.succeededFuture(forgotten.isEmpty() ? 0 : forgotten.poll());
    }
}
