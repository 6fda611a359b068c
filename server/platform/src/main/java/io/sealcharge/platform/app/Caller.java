package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.Scope;
import java.util.Set;

/**
 * Who calls: a channel, as its verified access token says.
 *
 * @param traceId of this request
 */
public record Caller(String channel, Set<Scope> scopes, String traceId) {}
