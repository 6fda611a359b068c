package io.sealcharge.platform.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.sealcharge.platform.http.token.AccessTokenVerifier;

/**
 * What stands between a request and its route.
 *
 * @param limits of bodies
 */
public record Edge(AccessTokenVerifier verifier, Admission admission, MeterRegistry meters, BodyLimits limits) {

    /**
     * How long a body may be, in bytes.
     *
     * @param message of a call
     * @param stockFile of a call that brings a file of foreign PINs
     */
    public record BodyLimits(int message, int stockFile) {
        private static final String STOCK_FILE = "application/jose";

        int of(String mediaType) {
            return mediaType.equals(STOCK_FILE) ? stockFile : message;
        }
    }
}
