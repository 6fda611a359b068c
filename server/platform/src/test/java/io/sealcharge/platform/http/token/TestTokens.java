package io.sealcharge.platform.http.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.sealcharge.platform.domain.Scope;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.stream.Collectors;

/** Signs access tokens as the platform does, and as forgers do. */
public final class TestTokens {
    public static final String ISSUER = "urn:sealcharge:test";

    private final ECKey key;

    public TestTokens() {
        this("token-key-1");
    }

    public TestTokens(String kid) {
        try {
            key = new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    ECKey key() {
        return key;
    }

    public String jwkSet() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    public static JWTClaimsSet.Builder claims(Instant now, Scope... scopes) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(ISSUER)
                .subject("channel-1")
                .claim("client_id", "channel-1")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)))
                .jwtID("jti-1")
                .claim("scope", Arrays.stream(scopes).map(Scope::label).collect(Collectors.joining(" ")));
    }

    public JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID());
    }

    public String token(Instant now, Scope... scopes) {
        return sign(header().build(), claims(now, scopes).build());
    }

    public String sign(JWSHeader header, JWTClaimsSet claims) {
        try {
            SignedJWT jwt = new SignedJWT(header, claims);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
