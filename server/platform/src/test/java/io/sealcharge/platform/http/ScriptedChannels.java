package io.sealcharge.platform.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.sealcharge.platform.app.ChannelStore;
import io.sealcharge.platform.domain.Channel;
import io.sealcharge.platform.domain.Scope;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** One channel, which can be suspended, and its key. */
final class ScriptedChannels implements ChannelStore {
    private final ECKey key;
    private final Set<String> used = new HashSet<>();
    boolean active = true;

    ScriptedChannels() {
        try {
            key = new ECKeyGenerator(Curve.P_256).keyID("channel-key-1").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String assertion(Instant now, String audience, String jti) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer("channel-1")
                .subject("channel-1")
                .audience(audience)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .jwtID(jti)
                .build();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("channel-key-1").build(), claims);
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    @Override
    public Future<Optional<RegisteredChannel>> find(String channelId) {
        Channel channel = new Channel("channel-1", "Channel 1", active, Scope.all(false));
        return Future.succeededFuture(
                Optional.of(new RegisteredChannel(channel, new JWKSet(key.toPublicJWK()).toString()))
                        .filter(registered -> registered.channel().id().equals(channelId)));
    }

    @Override
    public Future<Boolean> useAssertion(String channelId, String jti, Instant expiresAt) {
        return Future.succeededFuture(used.add(channelId + " " + jti));
    }

    @Override
    public Future<Integer> forgetExpiredAssertions(Instant now, int limit) {
        return Future.succeededFuture(0);
    }
}
