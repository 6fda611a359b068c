package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.Channel;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/** Channels, their authentication keys and the assertions they have used. Failures: UnavailableException. */
public interface ChannelStore {

    Future<Optional<RegisteredChannel>> find(String channelId);

    /**
     * A channel and the keys that verify its client assertions.
     *
     * @param jwkSet public keys, JSON (RFC 7517)
     */
    record RegisteredChannel(Channel channel, String jwkSet) {}

    /**
     * Remembers an assertion's id until it expires, for all nodes.
     *
     * @return false if it was used before
     */
    Future<Boolean> useAssertion(String channelId, String jti, Instant expiresAt);

    /** Forgets assertions past their time; returns how many. */
    Future<Integer> forgetExpiredAssertions(Instant now, int limit);
}
