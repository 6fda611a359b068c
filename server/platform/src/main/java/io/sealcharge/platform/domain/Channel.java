package io.sealcharge.platform.domain;

import java.util.Set;

/** A carrier channel, the platform's client. */
public record Channel(String id, String name, boolean active, Set<Scope> scopes) {}
