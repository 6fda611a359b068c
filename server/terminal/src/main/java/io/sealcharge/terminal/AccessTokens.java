package io.sealcharge.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The access token of a channel (RFC 6749, 4.4, with RFC 7523), kept until shortly before it expires. */
final class AccessTokens {
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Http http;
    private final URI endpoint;
    private final ChannelCredentials credentials;
    private final Clock clock;
    private @Nullable String token;
    private Instant freshUntil = Instant.MIN;

    AccessTokens(Http http, URI endpoint, ChannelCredentials credentials, Clock clock) {
        this.http = http;
        this.endpoint = endpoint;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** A token that is good for half a minute at least. */
    synchronized String token() {
        Instant now = clock.instant();
        String kept = token;
        if (kept != null && now.isBefore(freshUntil)) {
            return kept;
        }
        Issued issued = issue(now);
        token = issued.token();
        freshUntil = now.plusSeconds(issued.expiresIn()).minus(MARGIN);
        return issued.token();
    }

    /** Forgets a token that the platform did not accept, unless another has taken its place. */
    synchronized void forget(String refused) {
        if (refused.equals(token)) {
            token = null;
        }
    }

    private Issued issue(Instant now) {
        String form = "grant_type=client_credentials&client_assertion_type="
                + URLEncoder.encode(ASSERTION_TYPE, StandardCharsets.UTF_8)
                + "&client_assertion=" + credentials.clientAssertion(endpoint.toString(), now);
        Reply reply = http.send(
                "POST",
                endpoint,
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
                form.getBytes(StandardCharsets.US_ASCII));
        if (!reply.isSuccess()) {
            throw refusal(reply);
        }
        JsonNode issued = Json.tree(reply.body());
        if (!issued.path("access_token").isTextual()
                || !issued.path("expires_in").isIntegralNumber()) {
            throw new UnexpectedAnswerException("the token endpoint's answer holds no token");
        }
        return new Issued(
                issued.path("access_token").textValue(),
                issued.path("expires_in").longValue());
    }

    private static ProblemException refusal(Reply reply) {
        try {
            JsonNode refused = Json.tree(reply.body());
            if (refused.path("error").isTextual()) {
                return new ProblemException(
                        reply.status(),
                        refused.path("error").textValue(),
                        refused.path("error_description").asText(""),
                        null,
                        -1,
                        List.of(),
                        null);
            }
        } catch (UnexpectedAnswerException notOauth) {
            // then it is a problem document, or nothing known
        }
        return Problems.of(reply);
    }

    private record Issued(String token, long expiresIn) {
        @Override
        public String toString() {
            return "***";
        }
    }
}
