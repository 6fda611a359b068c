package io.sealcharge.terminal;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;

/**
 * The platform's HTTP calls for operators: signs in as {@link PlatformClient} does and hands bodies through as they are.
 *
 * <p>Each call throws {@link ProblemException} if the platform refuses and {@link PlatformUnreachableException} if no
 * answer comes.
 */
public final class OperatorClient implements AutoCloseable {
    private static final String JSON = "application/json";

    private final PlatformClient client;

    /**
     * @param base the platform's URL, with https unless its host is loopback
     * @throws IllegalArgumentException if access tokens would travel in the clear
     */
    public OperatorClient(URI base, ChannelCredentials operator, Duration timeout) {
        this.client = new PlatformClient(base, operator, timeout, Clock.systemUTC(), ExchangeListener.NONE);
    }

    /**
     * One call.
     *
     * @param path with its query, percent-encoded
     * @param json the body, or empty for none
     * @return the answer's body, JSON; empty if it has none
     */
    public String call(String method, String path, String json) {
        return call(method, path, JSON, json.getBytes(StandardCharsets.UTF_8));
    }

    /** One call with a body of another media type. */
    public String call(String method, String path, String mediaType, byte[] body) {
        return client.call(method, path, mediaType, body).text();
    }

    @Override
    public void close() {
        client.close();
    }
}
