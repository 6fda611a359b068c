package io.sealcharge.platform.domain;

import java.time.Instant;

/**
 * A registration or a rotation as it was answered: one generation of a terminal's shared keys on their way to it.
 *
 * @param key what the keys are derived from
 * @param terminal the channel's name for the terminal
 * @param jkt RFC 7638 thumbprint of the public key that they are sealed to
 * @param envelope the keys: a compact JWE
 */
public record KeyHandover(
        TerminalKeyId key, String terminal, String reference, String jkt, String envelope, Instant createdAt) {}
