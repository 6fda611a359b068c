package io.sealcharge.platform.keys;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.util.Base64URL;
import io.sealcharge.envelope.P256Point;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.TokenOwner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys in use at one moment, by role and epoch. Immutable and swapped whole, so that one piece of work never sees
 * two key sets.
 */
public final class KeySnapshot {
    private final Map<KeyRole, List<KeyDescription>> newestFirst;
    private final String envelopeSigningKid;
    private final String tokenSigningKid;
    private final String tokenKeySet;
    private final String stockImportKey;

    private KeySnapshot(Map<KeyRole, List<KeyDescription>> newestFirst) {
        this.newestFirst = newestFirst;
        this.envelopeSigningKid =
                point(newest(newestFirst, KeyRole.ENVELOPE_SIGNING)).thumbprint();
        this.tokenSigningKid = point(newest(newestFirst, KeyRole.TOKEN_SIGNING)).thumbprint();
        this.tokenKeySet = publicKeySet(keysOf(newestFirst, KeyRole.TOKEN_SIGNING));
        this.stockImportKey = jwk(newest(newestFirst, KeyRole.STOCK_IMPORT))
                .keyUse(KeyUse.ENCRYPTION)
                .build()
                .toJSONString();
    }

    /**
     * @param keys all keys that may be used
     * @throws IllegalArgumentException if a role of the server's token has no key, an epoch is there twice, or a key is
     *     the officers'
     */
    public static KeySnapshot of(List<KeyDescription> keys) {
        Map<KeyRole, List<KeyDescription>> byRole = new EnumMap<>(KeyRole.class);
        for (KeyDescription key : keys) {
            if (key.id().role().owner() != TokenOwner.SERVER) {
                throw new IllegalArgumentException(key.id() + " is a key of "
                        + key.id().role().owner().words() + ", which the server does not open");
            }
        }
        for (KeyRole role : KeyRole.of(TokenOwner.SERVER)) {
            List<KeyDescription> ofRole = keys.stream()
                    .filter(key -> key.id().role() == role)
                    .sorted(Comparator.comparingInt(
                                    (KeyDescription key) -> key.id().epoch())
                            .reversed())
                    .toList();
            if (ofRole.isEmpty()) {
                throw new IllegalArgumentException("there is no key of the role " + role.label()
                        + "; ./sealcharge hsm setup makes the keys that a token lacks");
            }
            if (ofRole.stream().map(KeyDescription::id).distinct().count() != ofRole.size()) {
                throw new IllegalArgumentException("an epoch of the role " + role.label() + " is there twice");
            }
            byRole.put(role, ofRole);
        }
        return new KeySnapshot(byRole);
    }

    private static List<KeyDescription> keysOf(Map<KeyRole, List<KeyDescription>> newestFirst, KeyRole role) {
        return newestFirst.getOrDefault(role, List.of());
    }

    private static KeyDescription newest(Map<KeyRole, List<KeyDescription>> newestFirst, KeyRole role) {
        return keysOf(newestFirst, role).getFirst();
    }

    private static P256Point point(KeyDescription key) {
        byte[] publicPoint = key.publicPoint();
        if (publicPoint == null) {
            throw new IllegalArgumentException("not a key pair: " + key);
        }
        return P256Point.ofUncompressed(publicPoint);
    }

    private static ECKey.Builder jwk(KeyDescription key) {
        P256Point point = point(key);
        return new ECKey.Builder(Curve.P_256, new Base64URL(point.x()), new Base64URL(point.y()))
                .keyID(point.thumbprint());
    }

    private static String publicKeySet(List<KeyDescription> keys) {
        List<JWK> jwks = new ArrayList<>();
        for (KeyDescription key : keys) {
            jwks.add(jwk(key).keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .build());
        }
        return new JWKSet(jwks).toString();
    }

    /** All of them. */
    public List<KeyDescription> keys() {
        return newestFirst.values().stream().flatMap(List::stream).toList();
    }

    /** The key that signs, wraps or indexes from now on. */
    KeyId newest(KeyRole role) {
        return newest(newestFirst, role).id();
    }

    /** All epochs that may still be looked up, newest first. */
    List<KeyId> live(KeyRole role) {
        return keysOf(newestFirst, role).stream().map(KeyDescription::id).toList();
    }

    /** The stock-import key of this RFC 7638 thumbprint, if there is one. */
    Optional<KeyId> stockImportKeyOf(String thumbprint) {
        return keysOf(newestFirst, KeyRole.STOCK_IMPORT).stream()
                .filter(key -> point(key).thumbprint().equals(thumbprint))
                .map(KeyDescription::id)
                .findFirst();
    }

    /** The newest stock-import key: a public JWK (RFC 7517). */
    String stockImportKey() {
        return stockImportKey;
    }

    /** RFC 7638 thumbprint of the newest envelope-signing key. */
    String envelopeSigningKid() {
        return envelopeSigningKid;
    }

    /** RFC 7638 thumbprint of the newest token-signing key. */
    String tokenSigningKid() {
        return tokenSigningKid;
    }

    /** The public keys of all token-signing epochs: a JWK set (RFC 7517, 5). */
    String tokenKeySet() {
        return tokenKeySet;
    }
}
