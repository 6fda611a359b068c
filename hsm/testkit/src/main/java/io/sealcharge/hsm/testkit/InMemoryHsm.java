package io.sealcharge.hsm.testkit;

import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyType;
import io.sealcharge.hsm.OneTimeKey;
import io.sealcharge.hsm.Secret;
import io.sealcharge.hsm.TokenDescription;
import io.sealcharge.hsm.testkit.InMemoryToken.StoredKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * An HSM in the JVM's memory, for tests of what stands on one: the JDK's cryptography under the same contract as a real
 * token ({@link HsmContract}), and failures on request.
 */
public final class InMemoryHsm implements Hsm {
    private static final int DIGEST_LENGTH = 32;
    private static final int IV_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final int DEFAULT_ONE_TIME_KEYS = 1024;
    private static final byte[] CHECK_LABEL = "sealcharge key check value, v001".getBytes(StandardCharsets.US_ASCII);

    private final InMemoryToken token;
    private final int maxOneTimeKeys;
    private final Map<String, PrivateKey> oneTimeKeys = new ConcurrentHashMap<>();
    private final Queue<HsmFailure> failures = new ConcurrentLinkedQueue<>();
    private volatile Map<KeyId, StoredKey> inUse = Map.of();
    private volatile boolean away;
    private volatile boolean closed;

    /** A new HSM on a new token. */
    public InMemoryHsm() {
        this(new InMemoryToken(), DEFAULT_ONE_TIME_KEYS);
    }

    InMemoryHsm(InMemoryToken token, int maxOneTimeKeys) {
        this.token = token;
        this.maxOneTimeKeys = maxOneTimeKeys;
    }

    /** Lets the next call fail so, before it does anything. Called again, the call after that one fails too. */
    public void failNext(HsmFailure failure) {
        failures.add(failure);
    }

    /** While away, every call fails with UNAVAILABLE. */
    public void away(boolean away) {
        this.away = away;
    }

    @Override
    public TokenDescription token() {
        return token.description();
    }

    @Override
    public KeyDescription generate(KeyId id) {
        return run("generate", () -> token.generate(id));
    }

    @Override
    public KeyDescription describe(KeyId id) {
        return run("describe", () -> token.describe(id));
    }

    @Override
    public void use(List<KeyDescription> keys) {
        inUse = run("use", () -> {
            Map<KeyId, StoredKey> found = new HashMap<>();
            for (KeyDescription key : keys) {
                found.put(key.id(), find(key));
            }
            return Map.copyOf(found);
        });
    }

    @Override
    public byte[] sign(KeyId key, byte[] digest) {
        return run("sign", () -> {
            requireLength(digest, DIGEST_LENGTH, "digest");
            Signature signature = Signature.getInstance("NONEwithECDSAinP1363Format");
            signature.initSign((PrivateKey) key(key, KeyType.EC_P256_SIGN), token.random());
            signature.update(digest);
            return signature.sign();
        });
    }

    @Override
    public byte[] mac(KeyId key, byte[] data) {
        return run("mac", () -> {
            if (data.length == 0) {
                throw new HsmException(HsmFailure.REFUSED, "mac: there is nothing to MAC");
            }
            return key.role().type() == KeyType.AES_256_CMAC
                    ? AesCmac.mac(key(key, KeyType.AES_256_CMAC), data)
                    : hmac(key(key, KeyType.HMAC_SHA256), data);
        });
    }

    @Override
    public byte[] seal(KeyId key, byte[] plaintext, byte[] additionalData) {
        return run("seal", () -> {
            byte[] iv = new byte[IV_LENGTH];
            token.random().nextBytes(iv);
            Cipher cipher = gcm(Cipher.ENCRYPT_MODE, key, iv, additionalData);
            byte[] sealed = Arrays.copyOf(iv, IV_LENGTH + cipher.getOutputSize(plaintext.length));
            cipher.doFinal(plaintext, 0, plaintext.length, sealed, IV_LENGTH);
            return sealed;
        });
    }

    @Override
    public Secret open(KeyId key, byte[] sealed, byte[] additionalData) {
        return run("open", () -> {
            if (sealed.length < IV_LENGTH) {
                throw new HsmException(HsmFailure.REFUSED, "open: too short for a sealed text");
            }
            Cipher cipher = gcm(Cipher.DECRYPT_MODE, key, Arrays.copyOf(sealed, IV_LENGTH), additionalData);
            return Secret.owning(cipher.doFinal(sealed, IV_LENGTH, sealed.length - IV_LENGTH));
        });
    }

    private Cipher gcm(int mode, KeyId key, byte[] iv, byte[] additionalData) throws GeneralSecurityException {
        if (additionalData.length == 0) {
            throw new HsmException(HsmFailure.REFUSED, "a sealed text is bound to something");
        }
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key(key, KeyType.AES_256_GCM), new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(additionalData);
        return cipher;
    }

    @Override
    public Secret agree(KeyId key, byte[] peerPoint, byte[] otherInfo) {
        return run("agree", () -> agree((PrivateKey) key(key, KeyType.EC_P256_AGREE), peerPoint, otherInfo));
    }

    private static Secret agree(PrivateKey own, byte[] peerPoint, byte[] otherInfo) throws GeneralSecurityException {
        byte[] z = JcaP256.agree(own, JcaP256.publicKey(peerPoint));
        try {
            return Secret.owning(JcaP256.concatKdf(z, otherInfo));
        } finally {
            Arrays.fill(z, (byte) 0);
        }
    }

    @Override
    public Secret random(int length) {
        return run("random", () -> {
            if (length < 1) {
                throw new HsmException(HsmFailure.REFUSED, "random: length must be 1 or more, was " + length);
            }
            byte[] bytes = new byte[length];
            token.random().nextBytes(bytes);
            return Secret.owning(bytes);
        });
    }

    @Override
    public OneTimeKey generateOneTimeKey(KeyId wrapKey) {
        return run("generateOneTimeKey", () -> {
            Key wrapping = key(wrapKey, KeyType.AES_256_WRAP);
            KeyPair pair = JcaP256.generate(token.random());
            OneTimeKey made =
                    new OneTimeKey(JcaP256.point(pair.getPublic()), wrap(wrapping, pair.getPrivate()), wrapKey);
            hold(made.publicPoint(), pair.getPrivate());
            return made;
        });
    }

    @Override
    public Secret agree(OneTimeKey key, byte[] peerPoint, byte[] otherInfo) {
        return run("agree", () -> {
            PrivateKey held = oneTimeKeys.get(name(key.publicPoint()));
            PrivateKey own = held != null
                    ? held
                    : (PrivateKey) unwrap(
                            key(key.wrappedUnder(), KeyType.AES_256_WRAP), key.wrappedPrivateKey(), Cipher.PRIVATE_KEY);
            return agree(own, peerPoint, otherInfo);
        });
    }

    @Override
    public void destroyOneTimeKey(byte[] publicPoint) {
        run("destroyOneTimeKey", () -> {
            oneTimeKeys.remove(name(publicPoint));
            return true;
        });
    }

    @Override
    public int oneTimeKeysHeld() {
        return oneTimeKeys.size();
    }

    @Override
    public void selfTest() {
        run("selfTest", () -> {
            for (StoredKey stored : inUse.values()) {
                prove(stored);
            }
            return true;
        });
    }

    @Override
    public void close() {
        closed = true;
        oneTimeKeys.clear();
    }

    /** What shows that a secret key is still the same: the MAC, or the wrapping, of a fixed label. */
    static byte[] checkValue(Key key) throws GeneralSecurityException {
        return key.getAlgorithm().equals("AES")
                ? wrap(key, new SecretKeySpec(CHECK_LABEL, "AES"))
                : hmac(key, CHECK_LABEL);
    }

    private interface Call<T> {
        T run() throws GeneralSecurityException;
    }

    private <T> T run(String name, Call<T> call) {
        if (closed || away) {
            throw new HsmException(HsmFailure.UNAVAILABLE, name + ": the HSM is " + (closed ? "closed" : "away"));
        }
        HsmFailure failure = failures.poll();
        if (failure != null) {
            throw new HsmException(failure, name + ": failed on request");
        }
        try {
            return call.run();
        } catch (GeneralSecurityException e) {
            throw new HsmException(HsmFailure.REFUSED, name + ": " + e.getMessage(), e);
        }
    }

    private StoredKey find(KeyDescription described) throws GeneralSecurityException {
        StoredKey stored = token.find(described.ckaId());
        if (stored == null) {
            throw new HsmException(HsmFailure.KEY_MISSING, "use: the token has no key " + described);
        }
        boolean same = stored.publicPoint() == null
                ? Arrays.equals(described.checkValue(), checkValue(stored.key()))
                : Arrays.equals(described.publicPoint(), stored.publicPoint());
        if (!same || stored.id().role().type() != described.id().role().type()) {
            throw new HsmException(HsmFailure.KEY_MISMATCH, "use: the token has another key as " + described);
        }
        return stored;
    }

    private Key key(KeyId id, KeyType use) {
        if (id.role().type() != use) {
            throw new HsmException(HsmFailure.REFUSED, id + " is not a key for this");
        }
        StoredKey stored = inUse.get(id);
        if (stored == null) {
            throw new HsmException(HsmFailure.KEY_MISSING, id + " is not in use");
        }
        return stored.key();
    }

    private synchronized void hold(byte[] publicPoint, PrivateKey key) {
        if (oneTimeKeys.size() >= maxOneTimeKeys) {
            throw new HsmException(
                    HsmFailure.BUSY, "generateOneTimeKey: " + maxOneTimeKeys + " one-time keys are held already");
        }
        oneTimeKeys.put(name(publicPoint), key);
    }

    private void prove(StoredKey stored) throws GeneralSecurityException {
        byte[] point = stored.publicPoint();
        if (point == null) {
            byte[] first = checkValue(stored.key());
            requireSame(MessageDigest.isEqual(first, checkValue(stored.key())), stored.id());
            return;
        }
        Signature verifier = Signature.getInstance("NONEwithECDSAinP1363Format");
        verifier.initVerify(JcaP256.publicKey(point));
        byte[] digest = Arrays.copyOf(CHECK_LABEL, DIGEST_LENGTH);
        Signature signer = Signature.getInstance("NONEwithECDSAinP1363Format");
        signer.initSign((PrivateKey) stored.key(), token.random());
        signer.update(digest);
        verifier.update(digest);
        requireSame(verifier.verify(signer.sign()), stored.id());
    }

    private static void requireSame(boolean same, KeyId id) {
        if (!same) {
            throw new HsmException(HsmFailure.KEY_MISMATCH, "selfTest: " + id + " gave a wrong result");
        }
    }

    private static void requireLength(byte[] bytes, int length, String what) throws InvalidKeyException {
        if (bytes.length != length) {
            throw new InvalidKeyException(what + " must have " + length + " bytes, has " + bytes.length);
        }
    }

    private static byte[] hmac(Key key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        return mac.doFinal(data);
    }

    private static byte[] wrap(Key wrapping, Key wrapped) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/KWP/NoPadding");
        cipher.init(Cipher.WRAP_MODE, wrapping);
        return cipher.wrap(wrapped);
    }

    private static Key unwrap(Key wrapping, byte[] wrapped, int type) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/KWP/NoPadding");
        cipher.init(Cipher.UNWRAP_MODE, wrapping);
        return cipher.unwrap(wrapped, "EC", type);
    }

    private static String name(byte[] publicPoint) {
        return HexFormat.of().formatHex(publicPoint);
    }
}
