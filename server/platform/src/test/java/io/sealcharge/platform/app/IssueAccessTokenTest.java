package io.sealcharge.platform.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.sealcharge.platform.app.IssueAccessToken.Denied;
import io.sealcharge.platform.app.IssueAccessToken.Granted;
import io.sealcharge.platform.app.IssueAccessToken.TokenRequest;
import io.sealcharge.platform.app.IssueAccessToken.TokenResult;
import io.sealcharge.platform.app.UnavailableException.Part;
import io.sealcharge.platform.domain.Scope;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IssueAccessTokenTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final String ENDPOINT = "http://127.0.0.1:8080/oauth2/token";
    private static final String ISSUER = "urn:sealcharge:local";
    private static final ECKey EC_KEY = ecKey("ec-1");
    private static final RSAKey RSA_KEY = rsaKey();
    private static final Set<Scope> SCOPES = EnumSet.of(Scope.VOUCHERS_READ, Scope.PRODUCTS_READ, Scope.VOUCHERS_BUY);

    private final List<String> journal = new ArrayList<>();
    private final MemoryChannelStore channels = new MemoryChannelStore();
    private final RecordingKeys keys = new RecordingKeys(journal);
    private final InstantSource clock = InstantSource.fixed(NOW);
    private final IssueAccessToken useCase = new IssueAccessToken(
            channels,
            keys,
            new TimeOrderedIds(clock, new SecureRandom()),
            clock,
            new IssueAccessToken.Settings(ISSUER, () -> ENDPOINT, Duration.ofMinutes(10), Duration.ofMinutes(5)));

    private static ECKey ecKey(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey rsaKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("rsa-1").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void channelHasKeys() {
        register(true, SCOPES);
    }

    private void register(boolean active, Set<Scope> scopes) {
        channels.add("shop", active, scopes, new JWKSet(List.of(EC_KEY, RSA_KEY)).toString());
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("shop")
                .subject("shop")
                .audience(ENDPOINT)
                .issueTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plusSeconds(60)))
                .jwtID(UUID.randomUUID().toString());
    }

    private static String sign(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            SignedJWT jwt = new SignedJWT(header, claims);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String es256(JWTClaimsSet claims) {
        return es256(claims, EC_KEY);
    }

    private static String es256(JWTClaimsSet claims, ECKey key) {
        try {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .type(JOSEObjectType.JWT)
                    .keyID(key.getKeyID())
                    .build();
            return sign(header, claims, new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private TokenResult ask(String assertion, String scope) {
        return useCase.execute(new TokenRequest(assertion, scope)).result();
    }

    private void assertDenied(TokenResult result, String error, String inDescription) {
        assertThat(result).isInstanceOfSatisfying(Denied.class, denied -> {
            assertThat(denied.oauthError()).isEqualTo(error);
            assertThat(denied.description()).contains(inDescription);
        });
        assertThat(keys.tokensSigned).isEmpty();
    }

    @Test
    void aSignedAssertionGetsAnAccessToken() {
        TokenResult result = ask(es256(claims().build()), null);

        assertThat(result).isEqualTo(new Granted("token-1", 600, "products:read vouchers:buy vouchers:read"));
        Map<String, Object> token = keys.tokensSigned.getFirst();
        assertThat(token)
                .containsEntry("iss", ISSUER)
                .containsEntry("aud", ISSUER)
                .containsEntry("sub", "shop")
                .containsEntry("client_id", "shop")
                .containsEntry("iat", NOW.getEpochSecond())
                .containsEntry("exp", NOW.getEpochSecond() + 600)
                .containsEntry("scope", "products:read vouchers:buy vouchers:read")
                .containsOnlyKeys("iss", "aud", "sub", "client_id", "iat", "exp", "jti", "scope");
    }

    @Test
    void ps256AndTheIssuerAsAudienceAreGoodToo() throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.PS256).build();

        String assertion = sign(header, claims().audience(ISSUER).build(), new RSASSASigner(RSA_KEY));

        assertThat(ask(assertion, null)).isInstanceOf(Granted.class);
    }

    @Test
    void aChannelMayAskForFewerScopes() {
        assertThat(ask(es256(claims().build()), "vouchers:read"))
                .isInstanceOfSatisfying(
                        Granted.class, granted -> assertThat(granted.scope()).isEqualTo("vouchers:read"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"subscribers:read", "vouchers:read subscribers:read", "root", "", " ", "vouchers:read "})
    void aScopeThatTheChannelHasNotIsInvalid(String scope) {
        assertDenied(ask(es256(claims().build()), scope), "invalid_scope", "products:read");
    }

    @Test
    void aChannelWithoutScopesGetsNoToken() {
        register(true, Set.of());

        assertDenied(ask(es256(claims().build()), null), "invalid_scope", "scope");
    }

    @Test
    void aRefusedScopeDoesNotUseTheAssertionUp() {
        String assertion = es256(claims().build());

        assertDenied(ask(assertion, "root"), "invalid_scope", "scope");
        assertThat(ask(assertion, null)).isInstanceOf(Granted.class);
    }

    @Test
    void anAssertionIsGoodOnce() {
        String assertion = es256(claims().jwtID("once").build());
        assertThat(ask(assertion, null)).isInstanceOf(Granted.class);
        keys.tokensSigned.clear();

        assertDenied(ask(assertion, null), "invalid_client", "jti");
        assertThat(channels.assertionsUsed.get("once")).isAfterOrEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void aSuspendedChannelGetsNoToken() {
        register(false, SCOPES);

        assertDenied(ask(es256(claims().build()), null), "unauthorized_client", "suspended");
    }

    @Test
    void anUnknownChannelAndAWrongKeyGetTheSameWords() {
        TokenResult wrongKey = ask(es256(claims().build(), ecKey("ec-1")), null);
        channels.channels.clear();
        TokenResult unknown = ask(es256(claims().build()), null);

        assertDenied(wrongKey, "invalid_client", "no such channel");
        assertThat(unknown).isEqualTo(wrongKey);
    }

    @Test
    void aForgedAssertionDoesNotUseTheIdUp() {
        ask(es256(claims().jwtID("target").build(), ecKey("ec-1")), null);

        assertThat(ask(es256(claims().jwtID("target").build()), null)).isInstanceOf(Granted.class);
    }

    static Stream<Arguments> claimsThatBreakARule() {
        String long65 = "x".repeat(65);
        return Stream.of(
                broken("iss", c -> c.issuer(null)),
                broken("iss", c -> c.issuer("a b").subject("a b")),
                broken("iss", c -> c.issuer(long65).subject(long65)),
                broken("sub", c -> c.subject("other")),
                broken("sub", c -> c.subject(null)),
                broken("aud", c -> c.audience("https://elsewhere.example/token")),
                broken("aud", c -> c.audience((String) null)),
                broken("jti", c -> c.jwtID(null)),
                broken("jti", c -> c.jwtID("")),
                broken("jti", c -> c.jwtID(long65)),
                broken("exp", c -> c.expirationTime(null)),
                broken("expired", c -> c.issueTime(at(-100)).expirationTime(at(-30))),
                broken("300 seconds", c -> c.expirationTime(at(331))),
                broken("iat", c -> c.issueTime(null)),
                broken("iat", c -> c.issueTime(at(31))),
                broken("iat", c -> c.issueTime(at(-331))),
                broken("after iat", c -> c.issueTime(at(10)).expirationTime(at(10))),
                broken("nbf", c -> c.notBeforeTime(at(31))));
    }

    private static Arguments broken(String rule, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(rule, change.apply(claims()).build());
    }

    private static Date at(long secondsFromNow) {
        return Date.from(NOW.plusSeconds(secondsFromNow));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("claimsThatBreakARule")
    void claimsThatBreakARuleAreDeniedByName(String rule, JWTClaimsSet claims) {
        assertDenied(ask(es256(claims), null), "invalid_client", rule);
    }

    static Stream<JWTClaimsSet> claimsAtTheEdge() {
        return Stream.of(
                claims().expirationTime(at(300)).build(),
                claims().issueTime(at(30)).expirationTime(at(330)).build(),
                claims().issueTime(at(-60)).expirationTime(at(-29)).build(),
                claims().notBeforeTime(at(0)).build(),
                claims().audience(List.of("https://elsewhere.example", ENDPOINT))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("claimsAtTheEdge")
    void claimsJustWithinTheRulesAndTheClocksSkewAreGood(JWTClaimsSet claims) {
        assertThat(ask(es256(claims), null)).isInstanceOf(Granted.class);
    }

    static Stream<Arguments> assertionsOfABadForm() throws JOSEException {
        JWTClaimsSet good = claims().build();
        String unsigned = Base64URL.encode("{\"alg\":\"none\"}") + "." + Base64URL.encode(good.toString()) + ".";
        return Stream.of(
                Arguments.of("", "signed JWT"),
                Arguments.of("a.b.c", "signed JWT"),
                Arguments.of(unsigned, "signed JWT"),
                Arguments.of(" " + es256(good), "signed JWT"),
                Arguments.of(es256(good) + "~", "signed JWT"),
                Arguments.of(es256(good) + ".", "signed JWT"),
                Arguments.of("x".repeat(4097), "4096"),
                Arguments.of(sign(new JWSHeader(JWSAlgorithm.HS256), good, new MACSigner(new byte[32])), "alg"),
                Arguments.of(sign(new JWSHeader(JWSAlgorithm.RS256), good, new RSASSASigner(RSA_KEY)), "alg"),
                Arguments.of(
                        sign(
                                new JWSHeader.Builder(JWSAlgorithm.ES256)
                                        .type(new JOSEObjectType("at+jwt"))
                                        .build(),
                                good,
                                new ECDSASigner(EC_KEY)),
                        "typ"),
                Arguments.of(
                        sign(
                                new JWSHeader.Builder(JWSAlgorithm.ES256)
                                        .criticalParams(Set.of("b64"))
                                        .base64URLEncodePayload(true)
                                        .build(),
                                good,
                                new ECDSASigner(EC_KEY)),
                        "crit"));
    }

    @ParameterizedTest
    @MethodSource("assertionsOfABadForm")
    void anAssertionOfABadFormIsDenied(String assertion, String rule) {
        assertDenied(ask(assertion, null), "invalid_client", rule);
    }

    @Test
    void anAssertionWhosePayloadWasChangedIsDenied() {
        String[] parts = es256(claims().build()).split("\\.");
        parts[1] = Base64URL.encode(claims().jwtID("other").build().toString()).toString();

        assertDenied(ask(String.join(".", parts), null), "invalid_client", "none of its keys");
    }

    @Test
    void aFailureOfTheHsmIsPassedOn() {
        keys.failure = new UnavailableException(Part.HSM, 5, null);

        assertThat(useCase.execute(new TokenRequest(es256(claims().build()), null))
                        .cause())
                .isSameAs(keys.failure);
    }

    @Test
    void neitherAssertionNorTokenIsPrinted() {
        assertThat(new TokenRequest("secret-assertion", "a").toString()).doesNotContain("secret-assertion");
        assertThat(new Granted("secret-token", 600, "a").toString()).doesNotContain("secret-token");
    }
}
