package io.sealcharge.platform.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.sealcharge.platform.http.token.AccessTokenVerifier;

/**
 * What stands between a request and its route.
 *
 * @param maxBodyBytes of a request
 */
public record Edge(AccessTokenVerifier verifier, Admission admission, MeterRegistry meters, int maxBodyBytes) {}
