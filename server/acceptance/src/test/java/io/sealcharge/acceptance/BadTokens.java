package io.sealcharge.acceptance;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Forgeries of a token that somebody signed: its claims under another key, or under none. */
final class BadTokens {
    private final SignedJWT good;
    private final ECKey stranger;

    /** @param good compact JWS, ES256 */
    BadTokens(String good) {
        try {
            this.good = SignedJWT.parse(good);
            this.stranger = new ECKeyGenerator(Curve.P_256).generate();
        } catch (ParseException | JOSEException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * @param published what everybody can read of the verifier's keys, the classic secret of a forged HMAC
     * @return by what was done
     */
    Map<String, String> forged(String published) {
        Map<String, String> tokens = new TreeMap<>();
        try {
            JWSHeader header = good.getHeader();
            JWTClaimsSet claims = good.getJWTClaimsSet();
            tokens.put("of another key", signed(header, claims, new ECDSASigner(stranger)));
            tokens.put(
                    "of HS256 with the public key as its secret",
                    signed(
                            new JWSHeader.Builder(JWSAlgorithm.HS256)
                                    .type(header.getType())
                                    .keyID(header.getKeyID())
                                    .build(),
                            claims,
                            new MACSigner(published.getBytes(StandardCharsets.UTF_8))));
            tokens.put(
                    "that brings its own key",
                    signed(
                            new JWSHeader.Builder(header)
                                    .jwk(stranger.toPublicJWK())
                                    .build(),
                            claims,
                            new ECDSASigner(stranger)));
            tokens.put("of alg none", new PlainJWT(claims).serialize());
            tokens.put("of alg none with the old signature", new PlainJWT(claims).serialize() + good.getSignature());
            tokens.put("without its signature", withoutSignature());
            tokens.put("with another claim", altered());
            tokens.put("that is no JWT", "nonsense");
            tokens.put("that is empty parts", "..");
        } catch (JOSEException | ParseException e) {
            throw new IllegalStateException(e);
        }
        return tokens;
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) throws JOSEException {
        SignedJWT jwt = new SignedJWT(header, claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private String withoutSignature() {
        String compact = good.serialize();
        return compact.substring(0, compact.lastIndexOf('.') + 1);
    }

    private String altered() throws ParseException {
        JWTClaimsSet claims = new JWTClaimsSet.Builder(good.getJWTClaimsSet())
                .claim("scope", "products:read")
                .claim("admin", true)
                .build();
        return good.getHeader().toBase64URL() + "." + claims.toPayload().toBase64URL() + "." + good.getSignature();
    }

    static Instant expiryOf(String token) throws ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet().getExpirationTime().toInstant();
    }

    /** A JWT that this key signs properly, whatever its claims are. */
    static String signed(ECKey key, JWTClaimsSet claims) {
        try {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .type(JOSEObjectType.JWT)
                    .keyID(key.getKeyID())
                    .build();
            return signed(header, claims, new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
