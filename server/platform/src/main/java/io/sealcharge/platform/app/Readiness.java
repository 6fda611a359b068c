package io.sealcharge.platform.app;

import java.time.Instant;
import java.util.Map;

/**
 * The cached result of the last self-test of the parts; reading it never blocks.
 *
 * @param cryptoProvider whose cryptography is used outside the HSM
 */
public record Readiness(boolean ready, Instant checkedAt, Map<String, Part> parts, String cryptoProvider) {

    /** @param detail what is wrong, or empty; never a secret */
    public record Part(boolean up, String detail) {}
}
