package io.sealcharge.terminal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * Who a channel is: its id and the EC P-256 private key that signs its client assertions (RFC 7523). The key lies in a
 * JWK file that only its owner can read (mode 0600). Never printed.
 */
public final class ChannelCredentials {
    private static final Duration ASSERTION_LIFE = Duration.ofSeconds(60);
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final String channel;
    private final ECKey key;

    private ChannelCredentials(String channel, ECKey key) {
        this.channel = channel;
        this.key = key;
    }

    /** Makes a new key, its {@code kid} the thumbprint (RFC 7638). */
    public static ChannelCredentials generate(String channel) {
        try {
            return new ChannelCredentials(
                    channel,
                    new ECKeyGenerator(Curve.P_256)
                            .algorithm(JWSAlgorithm.ES256)
                            .keyUse(KeyUse.SIGNATURE)
                            .keyIDFromThumbprint(true)
                            .generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("this JVM cannot make a P-256 key", e);
        }
    }

    /**
     * Reads the private key of a channel.
     *
     * @param jwkFile a private JWK (RFC 7517), EC P-256, mode 0600 or stricter
     * @throws IllegalArgumentException if others may read the file or it holds no such key; the text shows nothing of it
     */
    public static ChannelCredentials load(String channel, Path jwkFile) {
        try {
            if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(jwkFile))) {
                throw new IllegalArgumentException(
                        jwkFile + " holds a private key and must be readable by its owner only: chmod 600 " + jwkFile);
            }
            ECKey key = ECKey.parse(Files.readString(jwkFile));
            if (!key.isPrivate() || !Curve.P_256.equals(key.getCurve())) {
                throw new IllegalArgumentException(jwkFile + " must hold a private EC key on P-256");
            }
            return new ChannelCredentials(channel, key);
        } catch (ParseException notAKey) {
            throw new IllegalArgumentException(jwkFile + " must hold a private JWK of type EC");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + jwkFile, e);
        }
    }

    /**
     * Writes the private key as a file of mode 0600.
     *
     * @throws IllegalStateException if there is a file already
     */
    public void save(Path jwkFile) {
        byte[] json = key.toJSONString().getBytes(StandardCharsets.UTF_8);
        if (!DurableFiles.putIfAbsent(jwkFile, json)) {
            throw new IllegalStateException(jwkFile + " exists and is not overwritten");
        }
    }

    public String channel() {
        return channel;
    }

    /** Names the key to the platform; the thumbprint unless the JWK file says otherwise. */
    public String kid() {
        try {
            return key.getKeyID() == null ? key.computeThumbprint().toString() : key.getKeyID();
        } catch (JOSEException e) {
            throw new IllegalStateException("this JVM lacks SHA-256", e);
        }
    }

    /** The public JWK, which the channel registers with the platform. */
    public String publicJwkJson() {
        return new ECKey.Builder(key).keyID(kid()).build().toPublicJWK().toJSONString();
    }

    /**
     * A client assertion (RFC 7523, 3): used once, good for a minute.
     *
     * @param audience the token endpoint's URL or the platform's issuer
     */
    public String clientAssertion(String audience, Instant now) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(kid())
                .build();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(channel)
                .subject(channel)
                .audience(audience)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(ASSERTION_LIFE)))
                .jwtID(UUID.randomUUID().toString())
                .build();
        try {
            SignedJWT assertion = new SignedJWT(header, claims);
            assertion.sign(new ECDSASigner(key));
            return assertion.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("this JVM cannot sign with P-256", e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
