package io.sealcharge.terminal;

import java.time.Instant;

/**
 * A terminal that shares keys with the platform, as a registration or a rotation left it.
 *
 * @param id that the platform made
 * @param terminal the name that the channel gave it
 * @param kid name of the shared keys: id and generation
 * @param generation counted from 1; a rotation is the next one
 * @param envelope JWE in compact form, with both keys, to the key of the request
 */
public record RegisteredTerminal(
        String id, String terminal, String kid, int generation, Instant createdAt, String envelope) {}
