package io.sealcharge.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealcharge.cli.run.AccessToken;
import io.sealcharge.terminal.ChannelCredentials;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.TreeSet;

/** Sends recharges over one connection, one after the other, and measures how long each answer takes. */
final class Stopwatch implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** Access tokens live longer. */
    private static final long TOKEN_NS = Duration.ofMinutes(5).toNanos();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final URI url;
    private final ChannelCredentials channel;
    private String token = "";
    private long tokenSince;

    Stopwatch(URI url, ChannelCredentials channel) {
        this.url = url;
        this.channel = channel;
    }

    /**
     * An answer and its time.
     *
     * @param told all that the caller can see but the trace id and the date
     */
    record Timed(long nanos, String told) {}

    Timed send(byte[] recharge) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/v1/recharges"))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(recharge))
                .build();
        long from = System.nanoTime();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        long nanos = System.nanoTime() - from;
        return new Timed(nanos, told(response));
    }

    private String token() throws IOException, InterruptedException {
        if (token.isEmpty() || System.nanoTime() - tokenSince > TOKEN_NS) {
            token = AccessToken.fetch(url, channel);
            tokenSince = System.nanoTime();
        }
        return token;
    }

    private static String told(HttpResponse<String> response) throws IOException {
        ObjectNode body = (ObjectNode) JSON.readTree(response.body());
        body.remove("traceId");
        return response.statusCode() + " "
                + new TreeSet<>(response.headers().map().keySet()) + " " + body;
    }

    @Override
    public void close() {
        http.close();
    }
}
