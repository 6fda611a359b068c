package io.sealcharge.platform.http.body;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keys that verify client assertions: public JWKs (RFC 7517), EC on P-256 or RSA of 2048 to 4096 bits. */
final class SigningKeyRule {
    static final String KNOWN =
            "must hold kty, crv, x, y, n, e, kid, alg and use only, all of them text; never a private key";
    static final String KEY = "must be a public JWK, EC on P-256 or RSA of 2048 to 4096 bits";

    private static final Set<String> MEMBERS = Set.of("kty", "crv", "x", "y", "n", "e", "kid", "alg", "use");

    private SigningKeyRule() {}

    /**
     * @return the keys as JSON
     * @throws MalformedRequestException naming the key
     */
    static List<String> check(List<Object> keys, String pointer) {
        List<String> jwks = new ArrayList<>();
        for (Object key : keys) {
            jwks.add(check(key, pointer + "/" + jwks.size()));
        }
        return jwks;
    }

    private static String check(Object members, String pointer) {
        Map<String, Object> jwk = new HashMap<>();
        ((Map<?, ?>) members).forEach((name, value) -> jwk.put(String.valueOf(name), value));
        if (!MEMBERS.containsAll(jwk.keySet()) || !jwk.values().stream().allMatch(String.class::isInstance)) {
            throw new MalformedRequestException(pointer, KNOWN);
        }
        try {
            JWK key = JWK.parse(jwk);
            if (isGood(key)) {
                return key.toJSONString();
            }
        } catch (ParseException | IllegalArgumentException | IllegalStateException notAKey) {
            // the same to the caller
        }
        throw new MalformedRequestException(pointer, KEY);
    }

    private static boolean isGood(JWK key) {
        return switch (key) {
            case ECKey ec -> Curve.P_256.equals(ec.getCurve());
            case RSAKey rsa -> rsa.size() >= 2048 && rsa.size() <= 4096;
            default -> false;
        };
    }
}
