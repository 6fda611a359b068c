package io.sealcharge.platform.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * The first recharge request: a one-time platform key assigned to exactly this request.
 *
 * @param statement the platform's signature over key, reference, channel, terminal and expiry: a compact JWS
 */
public record RechargeRequest(
        UUID id,
        String channel,
        String reference,
        String terminal,
        AssignedKey key,
        Instant expiresAt,
        String statement,
        Instant createdAt) {}
