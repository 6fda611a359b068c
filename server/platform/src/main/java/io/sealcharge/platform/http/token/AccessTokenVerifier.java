package io.sealcharge.platform.http.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.sealcharge.platform.app.CompactJwt;
import io.sealcharge.platform.domain.Scope;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the platform's own access tokens (RFC 9068, 4): ES256, typ {@code at+jwt}, issuer and audience both this
 * platform, not past their time. A token that was verified before costs one SHA-256.
 */
public final class AccessTokenVerifier {
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final int MAX_TOKEN_LENGTH = 4096;
    private static final String NOT_VALID = "The access token is not valid.";
    private static final String EXPIRED = "The access token has expired.";

    private final String issuer;
    private final Supplier<String> jwkSet;
    private final InstantSource clock;
    private final RememberedTokens remembered;
    private volatile @Nullable TokenKeys keys;

    /**
     * @param issuer the platform's name, and the audience of its tokens
     * @param jwkSet the public token-signing keys (RFC 7517) as of now; asked for each token, must not block
     * @param rememberedTokens how many verified tokens are remembered at most
     */
    public AccessTokenVerifier(String issuer, Supplier<String> jwkSet, InstantSource clock, int rememberedTokens) {
        this.issuer = issuer;
        this.jwkSet = jwkSet;
        this.clock = clock;
        this.remembered = new RememberedTokens(rememberedTokens);
    }

    /**
     * @param token compact JWS
     * @throws InvalidTokenException if it is not good now
     */
    public VerifiedToken verify(String token) {
        TokenKeys current = currentKeys();
        if (token.length() > MAX_TOKEN_LENGTH) {
            throw new InvalidTokenException(NOT_VALID);
        }
        String digest = RememberedTokens.digest(token);
        VerifiedToken known = remembered.get(digest);
        VerifiedToken verified = known != null ? known : check(token, current);
        if (!clock.instant().isBefore(verified.expiresAt())) {
            remembered.remove(digest);
            throw new InvalidTokenException(EXPIRED);
        }
        if (known == null) {
            remembered.put(digest, verified);
        }
        return verified;
    }

    int rememberedTokens() {
        return remembered.size();
    }

    /** Other keys end what the former ones vouched for. */
    private TokenKeys currentKeys() {
        String text = jwkSet.get();
        TokenKeys current = keys;
        if (current == null || !current.jwkSet().equals(text)) {
            current = TokenKeys.parse(text);
            keys = current;
            remembered.clear();
        }
        return current;
    }

    private VerifiedToken check(String token, TokenKeys current) {
        try {
            SignedJWT jwt = CompactJwt.parse(token);
            JWSVerifier verifier = verifier(jwt.getHeader(), current);
            if (verifier == null || !jwt.verify(verifier)) {
                throw new InvalidTokenException(NOT_VALID);
            }
            return claims(jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException | IllegalArgumentException notAToken) {
            throw new InvalidTokenException(NOT_VALID);
        }
    }

    private static @Nullable JWSVerifier verifier(JWSHeader header, TokenKeys current) {
        boolean expected = JWSAlgorithm.ES256.equals(header.getAlgorithm())
                && TYPE.equals(header.getType())
                && header.getCriticalParams() == null
                && header.getKeyID() != null;
        return expected ? current.verifier(header.getKeyID()) : null;
    }

    private VerifiedToken claims(JWTClaimsSet claims) throws ParseException {
        String channel = claims.getSubject();
        Date expiresAt = claims.getExpirationTime();
        boolean ours = issuer.equals(claims.getIssuer()) && List.of(issuer).equals(claims.getAudience());
        if (!ours || expiresAt == null || channel == null || !channel.equals(claims.getStringClaim("client_id"))) {
            throw new InvalidTokenException(NOT_VALID);
        }
        return new VerifiedToken(channel, scopes(claims.getStringClaim("scope")), expiresAt.toInstant());
    }

    private static Set<Scope> scopes(@Nullable String scope) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        if (scope != null) {
            List<String> labels = List.of(scope.split(" ", -1));
            for (Scope candidate : Scope.values()) {
                if (labels.contains(candidate.label())) {
                    scopes.add(candidate);
                }
            }
        }
        return scopes;
    }
}
