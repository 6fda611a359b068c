package io.sealcharge.cli.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealcharge.terminal.ChannelCredentials;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** A fresh access token for whoever speaks HTTP by himself (RFC 6749, 4.4, with RFC 7523). */
public final class AccessToken {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private AccessToken() {}

    public static String fetch(URI platform, ChannelCredentials channel) throws IOException, InterruptedException {
        URI endpoint = platform.resolve("/oauth2/token");
        String form = "grant_type=client_credentials&client_assertion_type="
                + URLEncoder.encode("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", StandardCharsets.UTF_8)
                + "&client_assertion=" + channel.clientAssertion(endpoint.toString(), Instant.now());
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .build()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("the token endpoint answered " + response.statusCode() + ": " + response.body());
            }
            return new ObjectMapper()
                    .readTree(response.body())
                    .path("access_token")
                    .asText();
        }
    }
}
