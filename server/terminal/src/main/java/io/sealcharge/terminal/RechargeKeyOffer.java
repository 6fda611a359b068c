package io.sealcharge.terminal;

import java.time.Instant;

/**
 * The platform's answer to a recharge request. Only what {@code signature} says counts, once it is verified.
 *
 * @param kid the key's thumbprint (RFC 7638)
 * @param signature JWS in compact form over key, reference, channel, terminal and expiry
 */
public record RechargeKeyOffer(
        String id, String reference, String terminal, String kid, Instant expiresAt, String signature) {}
