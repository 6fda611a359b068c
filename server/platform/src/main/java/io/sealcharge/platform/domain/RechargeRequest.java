package io.sealcharge.platform.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * The first recharge request.
 *
 * @param key what the second request's envelope is encrypted with
 * @param expiresAt after which there is no second request
 */
public record RechargeRequest(
        UUID id,
        String channel,
        String reference,
        String terminal,
        RechargeKeyGrant key,
        Instant expiresAt,
        Instant createdAt) {}
