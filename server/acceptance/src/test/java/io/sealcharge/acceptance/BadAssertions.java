package io.sealcharge.acceptance;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import io.sealcharge.acceptance.Api.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All that can be wrong with a token request (RFC 6749, 4.4 and 5.2; RFC 7523, 3). */
final class BadAssertions {
    private static final String INVALID_CLIENT = "invalid_client";
    private static final String INVALID_REQUEST = "invalid_request";

    private final Api api;
    private final String channel;
    private final ECKey key;

    /** @param key private, of the channel */
    BadAssertions(Api api, String channel, ECKey key) {
        this.api = api;
        this.channel = channel;
        this.key = key;
    }

    Stream<BadCase> all() {
        return Stream.of(forms(), claims(), forgeries(), transport()).flatMap(cases -> cases);
    }

    private Stream<BadCase> forms() {
        Request good = request(parameters -> {});
        String form = new String(good.body(), StandardCharsets.US_ASCII);
        return Stream.of(
                form("no parameters", 400, INVALID_REQUEST, Map::clear),
                form("no grant_type", 400, INVALID_REQUEST, sent -> sent.remove("grant_type")),
                form(
                        "the grant of passwords",
                        400,
                        "unsupported_grant_type",
                        sent -> sent.put("grant_type", "password")),
                form("no assertion type", 400, INVALID_REQUEST, sent -> sent.remove("client_assertion_type")),
                form(
                        "a SAML assertion",
                        401,
                        INVALID_CLIENT,
                        sent -> sent.put(
                                "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer")),
                form("no assertion", 400, INVALID_REQUEST, sent -> sent.remove("client_assertion")),
                form("a long assertion", 401, INVALID_CLIENT, sent -> sent.put("client_assertion", "a".repeat(8_193))),
                form("a secret", 400, INVALID_REQUEST, sent -> sent.put("client_secret", "hunter2")),
                form("another client_id", 401, INVALID_CLIENT, sent -> sent.put("client_id", "somebody")),
                form("an unknown scope", 400, "invalid_scope", sent -> sent.put("scope", "vouchers:mint")),
                form("a scope too many", 400, "invalid_scope", sent -> sent.put("scope", "products:read all")),
                form(
                        "two spaces in scope",
                        400,
                        "invalid_scope",
                        sent -> sent.put("scope", "products:read  vouchers:buy")),
                raw("a parameter twice", good, form + "&grant_type=client_credentials", INVALID_REQUEST),
                raw("a bad escape", good, form + "&x=%zz", INVALID_REQUEST));
    }

    private Stream<BadCase> claims() {
        Instant now = Instant.now();
        return Stream.of(
                claim("without iss", claims -> claims.issuer(null)),
                claim("without sub", claims -> claims.subject(null)),
                claim("without aud", claims -> claims.audience((String) null)),
                claim("without exp", claims -> claims.expirationTime(null)),
                claim("without iat", claims -> claims.issueTime(null)),
                claim("without jti", claims -> claims.jwtID(null)),
                claim("of an unknown channel", claims -> claims.issuer("nobody").subject("nobody")),
                claim(
                        "of another channel",
                        claims -> claims.issuer(Installation.POOR_CHANNEL).subject(Installation.POOR_CHANNEL)),
                claim("of one channel for another", claims -> claims.subject(Installation.POOR_CHANNEL)),
                claim("for another audience", claims -> claims.audience("https://elsewhere.example/oauth2/token")),
                claim(
                        "that has expired",
                        claims -> claims.issueTime(Date.from(now.minusSeconds(200)))
                                .expirationTime(Date.from(now.minusSeconds(100)))),
                claim("that lives too long", claims -> claims.expirationTime(Date.from(now.plusSeconds(3_600)))),
                claim(
                        "from the future",
                        claims -> claims.issueTime(Date.from(now.plusSeconds(200)))
                                .expirationTime(Date.from(now.plusSeconds(250)))),
                claim("not good yet", claims -> claims.notBeforeTime(Date.from(now.plusSeconds(200)))),
                claim("made long ago", claims -> claims.issueTime(Date.from(now.minusSeconds(86_400)))),
                claim("with an empty jti", claims -> claims.jwtID("")),
                claim("with a jti of 65", claims -> claims.jwtID("j".repeat(65))),
                claim("with a strange jti", claims -> claims.jwtID("a b")));
    }

    private Stream<BadCase> forgeries() {
        String good = BadTokens.signed(key, goodClaims().build());
        return new BadTokens(good)
                .forged(key.toPublicJWK().toJSONString()).entrySet().stream()
                        .map(forged -> denied("an assertion " + forged.getKey(), forged.getValue()));
    }

    private Stream<BadCase> transport() {
        Request good = request(parameters -> {});
        return Stream.of(
                BadCase.problem(
                        named("as JSON"), good.with("Content-Type", "application/json"), 415, "unsupported_media_type"),
                BadCase.problem(
                        named("65537 bytes"),
                        new Request(
                                "POST",
                                Api.TOKEN_PATH,
                                good.headers(),
                                "a".repeat(65_537).getBytes(StandardCharsets.US_ASCII)),
                        413,
                        "body_too_large"),
                BadCase.problem(
                        named("with Basic credentials"),
                        good.with("Authorization", "Basic a2lvc2tzOmh1bnRlcjI="),
                        400,
                        INVALID_REQUEST));
    }

    /** Claims of a good assertion. */
    private JWTClaimsSet.Builder goodClaims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(channel)
                .subject(channel)
                .audience(api.tokenEndpoint())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .jwtID(UUID.randomUUID().toString());
    }

    private BadCase claim(String name, Consumer<JWTClaimsSet.Builder> spoil) {
        JWTClaimsSet.Builder claims = goodClaims();
        spoil.accept(claims);
        return denied("an assertion " + name, BadTokens.signed(key, claims.build()));
    }

    private BadCase denied(String name, String assertion) {
        return form(name, 401, INVALID_CLIENT, sent -> sent.put("client_assertion", assertion));
    }

    private Request request(Consumer<Map<String, String>> spoil) {
        Map<String, String> parameters = new LinkedHashMap<>(
                api.tokenParameters(BadTokens.signed(key, goodClaims().build())));
        spoil.accept(parameters);
        return Request.form(parameters);
    }

    private BadCase form(String name, int status, String error, Consumer<Map<String, String>> spoil) {
        return BadCase.problem(named(name), request(spoil), status, error);
    }

    private static BadCase raw(String name, Request good, String form, String error) {
        Request request = new Request("POST", Api.TOKEN_PATH, good.headers(), form.getBytes(StandardCharsets.US_ASCII));
        return BadCase.problem(named(name), request, 400, error);
    }

    private static String named(String name) {
        return Api.TOKEN_PATH + ": " + name;
    }
}
