package io.sealcharge.hsm.testkit;

import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.TokenDescription;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The token behind {@link InMemoryHsm}: its keys outlive the HSM that made them, as those of a real token do. */
public final class InMemoryToken implements TestToken {
    private static final int CKA_ID_LENGTH = 16;
    private static final int SECRET_LENGTH = 32;

    /** A key in the token: a private key with its public point, or a secret key. */
    record StoredKey(KeyId id, Key key, byte @Nullable [] publicPoint) {}

    private final SecureRandom random;
    private final TokenDescription description;
    private final Map<String, StoredKey> keys = new ConcurrentHashMap<>();

    public InMemoryToken() {
        this(new SecureRandom());
    }

    /** @param random where every key, id and random byte comes from; a seeded one makes the token deterministic */
    public InMemoryToken(SecureRandom random) {
        this.random = random;
        byte[] serial = new byte[8];
        random.nextBytes(serial);
        description = new TokenDescription(
                "in-memory", HexFormat.of().formatHex(serial), "Sealcharge", "InMemoryHsm", "in-memory");
    }

    @Override
    public InMemoryHsm open(int oneTimeKeys) {
        return new InMemoryHsm(this, oneTimeKeys);
    }

    @Override
    public void close() {
        keys.clear();
    }

    TokenDescription description() {
        return description;
    }

    SecureRandom random() {
        return random;
    }

    @Nullable
    StoredKey find(byte[] ckaId) {
        return keys.get(HexFormat.of().formatHex(ckaId));
    }

    synchronized KeyDescription generate(KeyId id) throws GeneralSecurityException {
        if (keys.values().stream().anyMatch(stored -> stored.id().equals(id))) {
            throw new HsmException(HsmFailure.REFUSED, "the token already has a key called " + id.label());
        }
        byte[] ckaId = new byte[CKA_ID_LENGTH];
        random.nextBytes(ckaId);
        StoredKey stored = newKey(id);
        keys.put(HexFormat.of().formatHex(ckaId), stored);
        return describe(ckaId, stored);
    }

    KeyDescription describe(KeyId id) throws GeneralSecurityException {
        for (Map.Entry<String, StoredKey> key : keys.entrySet()) {
            if (key.getValue().id().equals(id)) {
                return describe(HexFormat.of().parseHex(key.getKey()), key.getValue());
            }
        }
        throw new HsmException(HsmFailure.KEY_MISSING, "the token has no key labelled " + id.label());
    }

    private static KeyDescription describe(byte[] ckaId, StoredKey stored) throws GeneralSecurityException {
        byte[] publicPoint = stored.publicPoint();
        return publicPoint == null
                ? KeyDescription.ofSecretKey(stored.id(), ckaId, InMemoryHsm.checkValue(stored.key()))
                : KeyDescription.ofPair(stored.id(), ckaId, publicPoint);
    }

    private StoredKey newKey(KeyId id) throws GeneralSecurityException {
        return switch (id.role().type()) {
            case EC_P256_SIGN, EC_P256_AGREE -> {
                KeyPair pair = JcaP256.generate(random);
                yield new StoredKey(id, pair.getPrivate(), JcaP256.point(pair.getPublic()));
            }
            case HMAC_SHA256 -> new StoredKey(id, secret("HmacSHA256"), null);
            case AES_256_WRAP, AES_256_GCM, AES_256_CMAC -> new StoredKey(id, secret("AES"), null);
        };
    }

    private SecretKeySpec secret(String algorithm) {
        byte[] bytes = new byte[SECRET_LENGTH];
        random.nextBytes(bytes);
        return new SecretKeySpec(bytes, algorithm);
    }
}
