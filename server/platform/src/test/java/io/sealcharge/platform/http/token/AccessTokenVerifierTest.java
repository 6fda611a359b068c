package io.sealcharge.platform.http.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.sealcharge.platform.domain.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class AccessTokenVerifierTest {
    /** Base64url (RFC 4648, 5). */
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private final TestTokens tokens = new TestTokens();
    private Instant now = NOW;
    private String jwkSet = tokens.jwkSet();
    private final AccessTokenVerifier verifier = new AccessTokenVerifier(TestTokens.ISSUER, () -> jwkSet, () -> now, 3);

    private void assertRefused(String token, String message) {
        assertThatThrownBy(() -> verifier.verify(token))
                .isInstanceOf(InvalidTokenException.class)
                .hasMessage(message);
        assertThat(verifier.rememberedTokens()).isZero();
    }

    private void assertInvalid(String token) {
        assertRefused(token, "The access token is not valid.");
    }

    private String withClaims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return tokens.sign(
                tokens.header().build(),
                change.apply(TestTokens.claims(NOW, Scope.VOUCHERS_BUY)).build());
    }

    private String withHeader(UnaryOperator<JWSHeader.Builder> change) {
        return tokens.sign(
                change.apply(tokens.header()).build(), TestTokens.claims(NOW).build());
    }

    @Test
    void aGoodTokenGivesChannelScopesAndEnd() {
        VerifiedToken token = verifier.verify(tokens.token(NOW, Scope.VOUCHERS_BUY, Scope.PRODUCTS_READ));

        assertThat(token)
                .isEqualTo(new VerifiedToken(
                        "channel-1", Set.of(Scope.VOUCHERS_BUY, Scope.PRODUCTS_READ), NOW.plusSeconds(600)));
    }

    @Test
    void aTokenIsGoodUntilItsEndAndNotLonger() {
        String token = tokens.token(NOW);
        now = NOW.plusSeconds(600).minusMillis(1);
        verifier.verify(token);
        now = NOW.plusSeconds(600);

        assertRefused(token, "The access token has expired.");
    }

    @Test
    void aTokenHasOneTextOnly() {
        String token = tokens.token(NOW);
        // of the last letter of 64 bytes four bits say nothing
        int last = LETTERS.indexOf(token.charAt(token.length() - 1));
        String strayBit = token.substring(0, token.length() - 1) + LETTERS.charAt(last ^ 1);

        for (String text :
                List.of(" " + token, token + "\u000b", token + "=", token + "~", token + ".", "!" + token, strayBit)) {
            assertInvalid(text);
        }
        verifier.verify(token);
    }

    @Test
    void anUnknownScopeIsIgnored() {
        String token = withClaims(claims -> claims.claim("scope", "vouchers:buy vouchers:steal"));

        assertThat(verifier.verify(token).scopes()).containsExactly(Scope.VOUCHERS_BUY);
    }

    @Test
    void wrongClaimsAreRefused() {
        assertInvalid(withClaims(claims -> claims.issuer("urn:other")));
        assertInvalid(withClaims(claims -> claims.issuer(null)));
        assertInvalid(withClaims(claims -> claims.audience("urn:other")));
        assertInvalid(withClaims(claims -> claims.audience(List.of(TestTokens.ISSUER, "urn:other"))));
        assertInvalid(withClaims(claims -> claims.audience((String) null)));
        assertInvalid(withClaims(claims -> claims.subject(null)));
        assertInvalid(withClaims(claims -> claims.claim("client_id", "channel-2")));
        assertInvalid(withClaims(claims -> claims.claim("client_id", null)));
        assertInvalid(withClaims(claims -> claims.expirationTime(null)));
        assertInvalid(withClaims(claims -> claims.claim("scope", 7)));
        assertRefused(
                withClaims(claims -> claims.expirationTime(Date.from(NOW.minusSeconds(1)))),
                "The access token has expired.");
    }

    @Test
    void wrongHeadersAreRefused() {
        assertInvalid(withHeader(header -> header.type(JOSEObjectType.JWT)));
        assertInvalid(withHeader(header -> header.type(null)));
        assertInvalid(withHeader(header -> header.keyID("unknown")));
        assertInvalid(withHeader(header -> header.keyID(null)));
        assertInvalid(withHeader(header -> header.criticalParams(Set.of("exp"))));
    }

    @Test
    void aForeignKeyUnderTheSameIdIsRefused() {
        assertInvalid(new TestTokens().token(NOW));
    }

    @Test
    void theAlgorithmCannotBeSwapped() throws Exception {
        JWTClaimsSet claims = TestTokens.claims(NOW).build();
        assertInvalid(new PlainJWT(claims).serialize());
        String none = base64("{\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"token-key-1\"}");
        assertInvalid(none + "." + base64(claims.toString()) + ".");
        SignedJWT mac = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID("token-key-1")
                        .build(),
                claims);
        mac.sign(new MACSigner(tokens.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
        assertInvalid(mac.serialize());
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aChangedTokenIsRefused() {
        String token = tokens.token(NOW);
        String[] parts = token.split("\\.", -1);
        String richer =
                base64(TestTokens.claims(NOW, Scope.VOUCHERS_BUY).build().toString());
        assertInvalid(parts[0] + "." + richer + "." + parts[2]);
        assertInvalid(parts[0] + "." + parts[1] + ".");
        assertInvalid(parts[0] + "." + parts[1]);
        assertInvalid(parts[0] + "." + parts[1] + "." + base64("\0".repeat(64)));
        assertInvalid("");
        assertInvalid("…");
        assertInvalid(token + "A".repeat(4096));
    }

    @Test
    void aVerifiedTokenIsNotCheckedAgainButTheMemoryIsBounded() {
        for (int i = 0; i < 10; i++) {
            String jti = "jti-" + i;
            String token = withClaims(claims -> claims.jwtID(jti));
            assertThat(verifier.verify(token)).isSameAs(verifier.verify(token));
        }
        assertThat(verifier.rememberedTokens()).isEqualTo(3);
    }

    @Test
    void otherKeysEndWhatTheFormerOnesVouchedFor() {
        String token = tokens.token(NOW);
        verifier.verify(token);
        TestTokens next = new TestTokens("token-key-2");
        jwkSet = next.jwkSet();

        assertInvalid(token);
        assertThat(verifier.verify(next.token(NOW)).channel()).isEqualTo("channel-1");
    }

    @Test
    void noneIsRememberedIfNoneMayBe() {
        AccessTokenVerifier forgetful = new AccessTokenVerifier(TestTokens.ISSUER, () -> jwkSet, () -> now, 0);
        String token = tokens.token(NOW);

        VerifiedToken first = forgetful.verify(token);

        assertThat(forgetful.rememberedTokens()).isZero();
        assertThat(forgetful.verify(token)).isEqualTo(first).isNotSameAs(first);
    }

    @Test
    void theKeySetIsParsedOncePerState() {
        AtomicInteger asked = new AtomicInteger();
        AccessTokenVerifier counted = new AccessTokenVerifier(
                TestTokens.ISSUER,
                () -> {
                    asked.incrementAndGet();
                    return new String(jwkSet);
                },
                () -> now,
                3);
        String token = tokens.token(NOW);

        assertThat(counted.verify(token)).isSameAs(counted.verify(token));
        assertThat(asked).hasValue(2);
    }
}
