package io.sealcharge.terminal;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Sends one request and shows the exchange to the listener. Never sends twice. */
final class Http implements AutoCloseable {
    private static final Pattern SECRETS =
            Pattern.compile("(client_assertion=|\"access_token\"\\s*:\\s*\")[A-Za-z0-9._~%-]+");

    private final HttpClient client;
    private final Duration timeout;
    private final ExchangeListener listener;

    Http(Duration connectTimeout, Duration timeout, ExchangeListener listener) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
        this.timeout = timeout;
        this.listener = listener;
    }

    Reply send(String method, URI uri, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(builder::setHeader);
        HttpRequest request = builder.build();
        listener.sending(method, uri);
        long start = System.nanoTime();
        HttpResponse<byte[]> response = exchange(request);
        Reply reply = new Reply(response.statusCode(), response.headers(), response.body());
        listener.received(new Exchange(
                method,
                uri,
                shown(request.headers()),
                shown(new String(body, StandardCharsets.UTF_8)),
                reply.status(),
                shown(reply.headers()),
                shown(reply.text()),
                Duration.ofNanos(System.nanoTime() - start)));
        return reply;
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        String host = request.uri().getAuthority();
        // The request's own timeout would end with the headers; this one covers the body too.
        CompletableFuture<HttpResponse<byte[]>> response =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            return response.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new PlatformUnreachableException("no answer from " + host + ": " + e.getCause(), e);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw new PlatformUnreachableException(
                    "no answer from " + host + " within " + timeout.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw new PlatformUnreachableException("interrupted while waiting for " + host, e);
        }
    }

    private static Map<String, List<String>> shown(HttpHeaders headers) {
        Map<String, List<String>> shown = new LinkedHashMap<>();
        headers.map()
                .forEach((name, values) -> shown.put(
                        name,
                        name.equalsIgnoreCase("authorization") ? List.of("Bearer ***") : new ArrayList<>(values)));
        return shown;
    }

    private static String shown(String body) {
        return SECRETS.matcher(body).replaceAll("$1***");
    }

    /** Ends what is still under way. */
    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
