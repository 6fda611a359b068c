package io.sealcharge.terminal;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One HTTP request and its answer, fit to be shown: access tokens and client assertions are {@code ***}.
 *
 * @param requestBody as text, empty for a GET
 */
public record Exchange(
        String method,
        URI uri,
        Map<String, List<String>> requestHeaders,
        String requestBody,
        int status,
        Map<String, List<String>> responseHeaders,
        String responseBody,
        Duration elapsed) {}
