package io.sealcharge.platform.app;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A channel's signed word that it is itself (RFC 7523, 3), read and checked in steps. */
final class ClientAssertion {
    /** How far the channel's clock may be from ours. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private static final int MAX_CHARS = 4096;
    private static final int MIN_RSA_BITS = 2048;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.ES256, JWSAlgorithm.PS256);
    private static final Set<JOSEObjectType> TYPES =
            Set.of(JOSEObjectType.JWT, new JOSEObjectType("client-authentication+jwt"));

    private final SignedJWT jwt;
    private final JWTClaimsSet claims;
    private final String channel;
    private final String jti;
    private final Instant expiresAt;

    private ClientAssertion(SignedJWT jwt, JWTClaimsSet claims) throws BadAssertionException {
        this.jwt = jwt;
        this.claims = claims;
        this.channel = name("iss", claims.getIssuer());
        this.jti = name("jti", claims.getJWTID());
        this.expiresAt = time("exp", claims.getExpirationTime());
    }

    /** Reads the form; the signature is not checked yet. */
    static ClientAssertion read(String compact) throws BadAssertionException {
        if (compact.length() > MAX_CHARS) {
            throw new BadAssertionException("client_assertion must be at most " + MAX_CHARS + " characters");
        }
        try {
            SignedJWT jwt = CompactJwt.parse(compact);
            checkHeader(jwt.getHeader());
            return new ClientAssertion(jwt, jwt.getJWTClaimsSet());
        } catch (ParseException notJwt) {
            throw new BadAssertionException("client_assertion must be a signed JWT in compact form");
        }
    }

    private static void checkHeader(JWSHeader header) throws BadAssertionException {
        require(ALGORITHMS.contains(header.getAlgorithm()), "alg must be ES256 or PS256");
        require(header.getType() == null || TYPES.contains(header.getType()), "typ must be JWT");
        require(header.getCriticalParams() == null, "crit is not supported");
    }

    private static void require(boolean good, String rule) throws BadAssertionException {
        if (!good) {
            throw new BadAssertionException(rule);
        }
    }

    private static String name(String claim, @Nullable String value) throws BadAssertionException {
        if (value == null || !NAME.matcher(value).matches()) {
            throw new BadAssertionException(claim + " must be 1 to 64 of A-Z a-z 0-9 . _ : -");
        }
        return value;
    }

    private static Instant time(String claim, @Nullable Date value) throws BadAssertionException {
        if (value == null) {
            throw new BadAssertionException(claim + " must be a time in seconds since 1970");
        }
        return value.toInstant();
    }

    /**
     * Checks the claims (RFC 7523, 3).
     *
     * @param lifetime how far ahead the assertion may expire at most, and how long ago it may have been made
     * @param audiences of which it must name one
     */
    void check(Instant now, Duration lifetime, Set<String> audiences) throws BadAssertionException {
        require(channel.equals(claims.getSubject()), "sub must equal iss, the channel's id");
        require(
                !Collections.disjoint(claims.getAudience(), audiences),
                "aud must be the token endpoint's URL or the issuer");
        require(now.isBefore(expiresAt.plus(SKEW)), "the assertion has expired (exp)");
        require(
                !expiresAt.isAfter(now.plus(lifetime).plus(SKEW)),
                "exp must be at most " + lifetime.toSeconds() + " seconds ahead");
        Instant issuedAt = time("iat", claims.getIssueTime());
        require(!issuedAt.isAfter(now.plus(SKEW)), "iat must not be in the future");
        require(!issuedAt.isBefore(now.minus(lifetime).minus(SKEW)), "iat must not be long ago");
        require(issuedAt.isBefore(expiresAt), "exp must be after iat");
        Date notBefore = claims.getNotBeforeTime();
        require(notBefore == null || !notBefore.toInstant().isAfter(now.plus(SKEW)), "nbf must not be in the future");
    }

    String channel() {
        return channel;
    }

    String jti() {
        return jti;
    }

    /** From then on {@link #check} refuses it anyway. */
    Instant rememberedUntil() {
        return expiresAt.plus(SKEW);
    }

    /**
     * Whether a key of the set signed it. Costs half a millisecond a key at most, and channels have few.
     *
     * @param jwkSet the channel's, checked when it was registered
     */
    boolean isSignedBy(String jwkSet) {
        try {
            String kid = jwt.getHeader().getKeyID();
            for (JWK key : JWKSet.parse(jwkSet).getKeys()) {
                boolean named = kid == null || key.getKeyID() == null || kid.equals(key.getKeyID());
                Optional<JWSVerifier> verifier = named ? verifier(key) : Optional.empty();
                if (verifier.isPresent() && jwt.verify(verifier.get())) {
                    return true;
                }
            }
            return false;
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("the keys of channel " + channel + " cannot be used", e);
        }
    }

    private Optional<JWSVerifier> verifier(JWK key) throws JOSEException {
        if (jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.ES256)) {
            return key instanceof ECKey ec && ec.getCurve().equals(Curve.P_256)
                    ? Optional.of(new ECDSAVerifier(ec))
                    : Optional.empty();
        }
        return key instanceof RSAKey rsa && rsa.size() >= MIN_RSA_BITS
                ? Optional.of(new RSASSAVerifier(rsa))
                : Optional.empty();
    }
}
