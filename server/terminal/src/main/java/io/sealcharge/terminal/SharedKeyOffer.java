package io.sealcharge.terminal;

import java.time.Instant;

/**
 * The platform's answer to a recharge request that names a shared key.
 *
 * @param kid the shared key
 * @param expiresAt after which the platform no longer takes the second request
 */
public record SharedKeyOffer(String id, String reference, String kid, Instant expiresAt) {}
