package io.sealcharge.platform.http.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One state of the token-signing keys, ready to verify with.
 *
 * @param jwkSet the text that they were read from
 */
record TokenKeys(String jwkSet, Map<String, JWSVerifier> byKid) {

    /** @throws IllegalStateException if it is no JWK set of P-256 keys with key ids */
    static TokenKeys parse(String jwkSet) {
        Map<String, JWSVerifier> byKid = new HashMap<>();
        try {
            for (JWK key : JWKSet.parse(jwkSet).getKeys()) {
                ECKey ecKey = key.toECKey();
                if (ecKey.getKeyID() == null || !Curve.P_256.equals(ecKey.getCurve())) {
                    throw new IllegalStateException("a token-signing key is not on P-256 or has no kid");
                }
                byKid.put(ecKey.getKeyID(), new ECDSAVerifier(ecKey.toPublicJWK()));
            }
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("the token-signing keys are no JWK set of EC keys", e);
        }
        return new TokenKeys(jwkSet, Map.copyOf(byKid));
    }

    @Nullable
    JWSVerifier verifier(String kid) {
        return byKid.get(kid);
    }
}
