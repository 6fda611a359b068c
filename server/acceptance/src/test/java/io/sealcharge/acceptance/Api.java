package io.sealcharge.acceptance;

import io.sealcharge.terminal.ChannelCredentials;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A platform's HTTP calls as anybody could send them, good or bad. */
final class Api implements AutoCloseable {
    static final String TOKEN_PATH = "/oauth2/token";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final URI base;

    Api(URI base) {
        this.base = base;
    }

    /** @param headers each once; without Content-Type none is sent */
    record Request(String method, String path, Map<String, String> headers, byte[] body) {
        static Request get(String path) {
            return new Request("GET", path, Map.of(), new byte[0]);
        }

        static Request post(String path, String json) {
            return post(path, json.getBytes(StandardCharsets.UTF_8));
        }

        static Request post(String path, byte[] json) {
            return new Request("POST", path, Map.of("Content-Type", "application/json"), json);
        }

        /** A token request (RFC 6749, 4.4.2). */
        static Request form(Map<String, String> parameters) {
            String form = parameters.entrySet().stream()
                    .map(parameter ->
                            parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            return new Request(
                    "POST",
                    TOKEN_PATH,
                    Map.of("Content-Type", "application/x-www-form-urlencoded"),
                    form.getBytes(StandardCharsets.US_ASCII));
        }

        /** With a header more, or another value of it. */
        Request with(String header, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(header, value);
            return new Request(method, path, more, body);
        }

        Request without(String header) {
            Map<String, String> fewer = new HashMap<>(headers);
            fewer.remove(header);
            return new Request(method, path, fewer, body);
        }

        Request as(String accessToken) {
            return with("Authorization", "Bearer " + accessToken);
        }
    }

    record Reply(int status, HttpHeaders headers, String text) {
        JsonObject json() {
            return new JsonObject(text);
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    Reply send(Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + request.path()))
                .timeout(TIMEOUT)
                .method(
                        request.method(),
                        request.body().length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach(builder::header);
        try {
            HttpResponse<String> response = http.send(builder.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(request.method() + " " + request.path(), failure);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** The answer's body, which must be one of success. */
    JsonObject ask(Request request) {
        Reply reply = send(request);
        if (reply.status() / 100 != 2) {
            throw new AssertionError(request.path() + " answered " + reply.status() + " " + reply.text());
        }
        return reply.json();
    }

    String tokenEndpoint() {
        return base + TOKEN_PATH;
    }

    /** The parameters of a good token request. */
    Map<String, String> tokenParameters(String assertion) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", "client_credentials");
        parameters.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        parameters.put("client_assertion", assertion);
        return parameters;
    }

    /** An access token with all scopes of the channel. */
    String token(ChannelCredentials channel) {
        return ask(Request.form(tokenParameters(channel.clientAssertion(tokenEndpoint(), Instant.now()))))
                .getString("access_token");
    }

    String token(ChannelCredentials channel, String scope) {
        Map<String, String> parameters = tokenParameters(channel.clientAssertion(tokenEndpoint(), Instant.now()));
        parameters.put("scope", scope);
        return ask(Request.form(parameters)).getString("access_token");
    }

    String metrics() {
        return send(Request.get("/metrics")).text();
    }

    /** How often the HSM was called so far, by call and result. */
    Map<String, String> hsmCalls() {
        return metrics()
                .lines()
                .filter(line -> line.startsWith("sealcharge_hsm_calls_seconds_count"))
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));
    }

    @Override
    public void close() {
        http.close();
    }
}
