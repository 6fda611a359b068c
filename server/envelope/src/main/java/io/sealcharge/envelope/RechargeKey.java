package io.sealcharge.envelope;

import java.time.Instant;

/**
 * A recharge key that the platform has signed for one request.
 *
 * @param kid the key's SHA-256 thumbprint (RFC 7638)
 * @param reference of the recharge it was made for
 * @param channel whose recharge it is
 * @param terminal whose recharge it is
 * @param expiresAt after which the platform no longer opens envelopes to it
 */
public record RechargeKey(
        String kid,
        P256Point point,
        String issuer,
        String reference,
        String channel,
        String terminal,
        Instant expiresAt) {}
