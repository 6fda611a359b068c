package io.sealcharge.platform.app;

import io.sealcharge.platform.app.ChannelStore.RegisteredChannel;
import io.sealcharge.platform.domain.Channel;
import io.sealcharge.platform.domain.Scope;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives a channel an access token (RFC 9068) for a client assertion that it has signed (RFC 7523, 2.2; client
 * credentials, RFC 6749, 4.4).
 */
public final class IssueAccessToken {
    private final ChannelStore channels;
    private final Keys keys;
    private final Ids ids;
    private final InstantSource clock;
    private final Settings settings;

    public IssueAccessToken(ChannelStore channels, Keys keys, Ids ids, InstantSource clock, Settings settings) {
        this.channels = channels;
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * @param issuer {@code iss} and {@code aud} of the tokens, and an audience that an assertion may name
     * @param tokenEndpoint the other audience: the endpoint's URL, known once the server listens
     * @param tokenLifetime of an access token
     * @param assertionLifetime how far ahead an assertion may expire at most
     */
    public record Settings(
            String issuer, Supplier<String> tokenEndpoint, Duration tokenLifetime, Duration assertionLifetime) {}

    /**
     * @param clientAssertion compact JWS
     * @param scope names separated by single spaces; null asks for all that the channel has
     */
    public record TokenRequest(
            String clientAssertion, @Nullable String scope) {
        /** Without the assertion, with which whoever reads it could get a token. */
        @Override
        public String toString() {
            return "TokenRequest[scope=" + scope + "]";
        }
    }

    /** A token, or why there is none. */
    public sealed interface TokenResult {}

    /** @param scope what the token permits, names separated by spaces */
    public record Granted(String accessToken, long expiresInSeconds, String scope) implements TokenResult {
        /** Without the token. */
        @Override
        public String toString() {
            return "Granted[scope=" + scope + "]";
        }
    }

    /**
     * @param oauthError invalid_client, invalid_scope or unauthorized_client (RFC 6749, 5.2)
     * @param description for the channel's developer
     */
    public record Denied(String oauthError, String description) implements TokenResult {}

    /** Fails with UnavailableException. */
    public Future<TokenResult> execute(TokenRequest request) {
        Instant now = clock.instant();
        ClientAssertion assertion;
        try {
            assertion = ClientAssertion.read(request.clientAssertion());
            assertion.check(
                    now,
                    settings.assertionLifetime(),
                    Set.of(settings.tokenEndpoint().get(), settings.issuer()));
        } catch (BadAssertionException bad) {
            return deny("invalid_client", bad.rule());
        }
        return channels.find(assertion.channel()).compose(found -> {
            // The same words for both: whether a channel exists is nobody's business.
            if (found.isEmpty() || !assertion.isSignedBy(found.get().jwkSet())) {
                return deny("invalid_client", "no such channel, or none of its keys signed the assertion");
            }
            return authenticated(found.get(), assertion, request.scope(), now);
        });
    }

    private Future<TokenResult> authenticated(
            RegisteredChannel registered, ClientAssertion assertion, @Nullable String asked, Instant now) {
        Channel channel = registered.channel();
        if (!channel.active()) {
            return deny("unauthorized_client", "the channel is suspended");
        }
        Optional<Set<Scope>> scopes = scopes(asked, channel.scopes());
        if (scopes.isEmpty()) {
            return deny(
                    "invalid_scope",
                    "scope must name scopes of the channel, separated by single spaces; it has: "
                            + text(channel.scopes()));
        }
        return channels.useAssertion(channel.id(), assertion.jti(), assertion.rememberedUntil())
                .compose(first -> first
                        ? grant(channel.id(), scopes.get(), now)
                        : deny("invalid_client", "this jti was used before: sign a new assertion for each token"));
    }

    /** Empty if more is asked than there is, or nothing would be left. */
    private static Optional<Set<Scope>> scopes(@Nullable String asked, Set<Scope> had) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        if (asked == null) {
            scopes.addAll(had);
        } else {
            for (String label : asked.split(" ", -1)) {
                Optional<Scope> scope = Scope.ofLabel(label);
                if (scope.isEmpty() || !had.contains(scope.get())) {
                    return Optional.empty();
                }
                scopes.add(scope.get());
            }
        }
        return scopes.isEmpty() ? Optional.empty() : Optional.of(scopes);
    }

    private static String text(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::label).collect(Collectors.joining(" "));
    }

    private Future<TokenResult> grant(String channel, Set<Scope> scopes, Instant now) {
        long seconds = settings.tokenLifetime().toSeconds();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", settings.issuer());
        claims.put("aud", settings.issuer());
        claims.put("sub", channel);
        claims.put("client_id", channel);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.getEpochSecond() + seconds);
        claims.put("jti", ids.next().toString());
        claims.put("scope", text(scopes));
        return keys.signAccessToken(claims).map(token -> new Granted(token, seconds, text(scopes)));
    }

    private static Future<TokenResult> deny(String oauthError, String description) {
        return Future.succeededFuture(new Denied(oauthError, description));
    }
}
