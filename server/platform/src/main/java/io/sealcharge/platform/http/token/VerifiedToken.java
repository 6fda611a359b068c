package io.sealcharge.platform.http.token;

import io.sealcharge.platform.domain.Scope;
import java.time.Instant;
import java.util.Set;

/** What a verified access token says. */
public record VerifiedToken(String channel, Set<Scope> scopes, Instant expiresAt) {}
