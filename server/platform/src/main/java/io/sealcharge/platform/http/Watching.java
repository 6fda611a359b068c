package io.sealcharge.platform.http;

import io.sealcharge.platform.app.Readiness;
import java.util.function.Supplier;

/**
 * What machines ask for that watch the platform or trust its tokens.
 *
 * @param tokenKeySet the public token-signing keys (RFC 7517) as of now; must not block
 * @param readiness the last self-test's result; must not block
 * @param scrape all metrics in the text format of Prometheus; called on a worker thread
 */
public record Watching(Supplier<String> tokenKeySet, Supplier<Readiness> readiness, Supplier<String> scrape) {}
