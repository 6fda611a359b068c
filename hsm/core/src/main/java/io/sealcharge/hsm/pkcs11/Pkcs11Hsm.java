package io.sealcharge.hsm.pkcs11;

import io.micrometer.core.instrument.MeterRegistry;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmConfig;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyType;
import io.sealcharge.hsm.OneTimeKey;
import io.sealcharge.hsm.PinSource;
import io.sealcharge.hsm.Secret;
import io.sealcharge.hsm.TokenDescription;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/** A token behind PKCS#11. */
public final class Pkcs11Hsm implements Hsm {
    private static final int DIGEST_BYTES = 32;
    private static final int RANDOM_BYTES_AT_MOST = 4_096;

    private final ModuleLife life;
    private final ModuleCare care;
    private final HsmMetrics metrics;

    private Pkcs11Hsm(ModuleLife life, HsmMetrics metrics, HsmConfig config) {
        this.life = life;
        this.metrics = metrics;
        this.care = new ModuleCare(life, config.reinitialiseIntervalMs());
        metrics.gauges(life);
    }

    /**
     * Loads and initialises the module, finds the token by label (and serial number) and logs in, once.
     *
     * @throws HsmException UNAVAILABLE if library or token are not there; PIN_REFUSED: do not try again; REFUSED if
     *     several tokens match or the library is in use in this process
     */
    public static Pkcs11Hsm open(HsmConfig config, PinSource pin, MeterRegistry metrics) {
        return open(config, pin, metrics, VendorProfile::forManufacturer);
    }

    static Pkcs11Hsm open(
            HsmConfig config, PinSource pin, MeterRegistry registry, Function<String, VendorProfile> profiles) {
        HsmMetrics metrics = new HsmMetrics(registry);
        return new Pkcs11Hsm(new ModuleLife(config, pin, profiles, metrics), metrics, config);
    }

    @Override
    public TokenDescription token() {
        return life.current().token();
    }

    @Override
    public KeyDescription generate(KeyId id) {
        return once(HsmMetrics.Call.GENERATE, generation -> {
            if (id.role().type() == KeyType.AES_256_GCM) {
                generation.requireGcm();
            }
            for (long mechanism : mechanismsFor(id.role().type(), generation.profile())) {
                generation.require(mechanism);
            }
            return generation.generate(id);
        });
    }

    @Override
    public KeyDescription describe(KeyId id) {
        return repeatable(HsmMetrics.Call.DESCRIBE, generation -> generation.describe(id));
    }

    @Override
    public void use(List<KeyDescription> keys) {
        repeatable(HsmMetrics.Call.USE, generation -> {
            life.use(generation, keys);
            return keys;
        });
    }

    @Override
    public byte[] sign(KeyId key, byte[] digest) {
        requireType(key, KeyType.EC_P256_SIGN);
        if (digest.length != DIGEST_BYTES) {
            throw refused("a SHA-256 digest has 32 bytes, not " + digest.length);
        }
        return signWith(HsmMetrics.Call.SIGN, profile -> PKCS11Constants.CKM_ECDSA, key, digest);
    }

    @Override
    public byte[] mac(KeyId key, byte[] data) {
        boolean cmac = key.role().type() == KeyType.AES_256_CMAC;
        requireType(key, cmac ? KeyType.AES_256_CMAC : KeyType.HMAC_SHA256);
        if (data.length == 0) {
            throw refused("there is nothing to MAC");
        }
        return signWith(
                HsmMetrics.Call.MAC,
                profile -> cmac ? profile.cmacMechanism() : PKCS11Constants.CKM_SHA256_HMAC,
                key,
                data);
    }

    @Override
    public byte[] seal(KeyId key, byte[] plaintext, byte[] additionalData) {
        requireSealable(key, additionalData);
        return repeatable(HsmMetrics.Call.SEAL, generation -> {
            generation.requireGcm();
            long handle = generation.handle(key);
            return generation.pool().with(session -> Boxes.seal(session, handle, plaintext, additionalData));
        });
    }

    @Override
    public Secret open(KeyId key, byte[] sealed, byte[] additionalData) {
        requireSealable(key, additionalData);
        return repeatable(HsmMetrics.Call.OPEN, generation -> {
            generation.requireGcm();
            long handle = generation.handle(key);
            return generation.pool().with(session -> Boxes.open(session, handle, sealed, additionalData));
        });
    }

    private static void requireSealable(KeyId key, byte[] additionalData) {
        requireType(key, KeyType.AES_256_GCM);
        if (additionalData.length == 0) {
            throw refused("a sealed text is bound to something");
        }
    }

    @Override
    public Secret agree(KeyId key, byte[] peerPoint, byte[] otherInfo) {
        P256.requireOnCurve(peerPoint);
        requireType(key, KeyType.EC_P256_AGREE);
        return repeatable(HsmMetrics.Call.AGREE, generation -> {
            generation.require(PKCS11Constants.CKM_ECDH1_DERIVE);
            long handle = generation.handle(key);
            Agreement agreement = new Agreement(generation.profile());
            return generation.pool().with(session -> agreement.agree(session, handle, peerPoint, otherInfo));
        });
    }

    @Override
    public Secret random(int length) {
        if (length < 1 || length > RANDOM_BYTES_AT_MOST) {
            throw refused("between 1 and " + RANDOM_BYTES_AT_MOST + " random bytes can be drawn, not " + length);
        }
        return repeatable(
                HsmMetrics.Call.RANDOM,
                generation -> Secret.owning(generation.pool().with(session -> session.random(length))));
    }

    @Override
    public OneTimeKey generateOneTimeKey(KeyId wrapKey) {
        requireType(wrapKey, KeyType.AES_256_WRAP);
        return once(HsmMetrics.Call.GENERATE_ONE_TIME_KEY, generation -> {
            generation.require(PKCS11Constants.CKM_EC_KEY_PAIR_GEN);
            generation.require(generation.profile().wrapMechanism());
            long wrapHandle = generation.handle(wrapKey);
            OneTimeKeys keys = new OneTimeKeys(generation.profile());
            OneTimeKeys.Made made = generation.keepers().make(session -> keys.make(session, wrapHandle));
            return new OneTimeKey(made.publicPoint(), made.wrapped(), wrapKey);
        });
    }

    @Override
    public Secret agree(OneTimeKey key, byte[] peerPoint, byte[] otherInfo) {
        P256.requireOnCurve(peerPoint);
        requireType(key.wrappedUnder(), KeyType.AES_256_WRAP);
        return repeatable(HsmMetrics.Call.AGREE, generation -> {
            generation.require(PKCS11Constants.CKM_ECDH1_DERIVE);
            HeldKey held = generation.keepers().enter(key.publicPoint());
            if (held != null) {
                Secret secret = agreeWithHeld(generation, key, held, peerPoint, otherInfo);
                if (secret != null) {
                    return secret;
                }
            }
            return agreeWithCopy(generation, key, peerPoint, otherInfo);
        });
    }

    @Override
    public void destroyOneTimeKey(byte[] publicPoint) {
        measured(HsmMetrics.Call.DESTROY_ONE_TIME_KEY, () -> {
            life.current().keepers().forget(publicPoint);
            // If the module cannot be entered just now, the object goes later, or with its session.
            life.runIfOpen(generation -> generation.keepers().sweep());
            return publicPoint;
        });
    }

    @Override
    public int oneTimeKeysHeld() {
        return life.current().keepers().held();
    }

    @Override
    public void selfTest() {
        repeatable(HsmMetrics.Call.SELF_TEST, generation -> {
            List<KeyDescription> keys = life.keys();
            keys.forEach(generation::prove);
            return keys;
        });
    }

    @Override
    public void close() {
        care.close();
        life.close();
        metrics.close();
    }

    /** @return null if the keeper lost the object: then the copy has to do */
    private static @Nullable Secret agreeWithHeld(
            Generation generation, OneTimeKey key, HeldKey held, byte[] peerPoint, byte[] otherInfo) {
        Agreement agreement = new Agreement(generation.profile());
        try {
            return generation.pool().with(session -> agreement.agree(session, held.handle(), peerPoint, otherInfo));
        } catch (CkException e) {
            if (generation.profile().errors().remedy(e) != Remedy.FIND_AGAIN) {
                throw e;
            }
            generation.keepers().forget(key.publicPoint());
            return null;
        } finally {
            held.leave();
        }
    }

    private static Secret agreeWithCopy(Generation generation, OneTimeKey key, byte[] peerPoint, byte[] otherInfo) {
        if (!generation.profile().unwrapsEcPrivateKeys()) {
            throw new HsmException(
                    HsmFailure.UNSUPPORTED, "this token cannot bring a wrapped private key back: " + key);
        }
        generation.require(generation.profile().wrapMechanism());
        long wrapHandle = generation.handle(key.wrappedUnder());
        if (key.wrappedPrivateKey().length == 0) {
            throw refused("a wrapped private key is not empty");
        }
        OneTimeKeys keys = new OneTimeKeys(generation.profile());
        return generation
                .pool()
                .with(session ->
                        keys.agreeWithCopy(session, wrapHandle, key.wrappedPrivateKey(), peerPoint, otherInfo));
    }

    private byte[] signWith(HsmMetrics.Call call, ToLongFunction<VendorProfile> mechanisms, KeyId key, byte[] data) {
        return repeatable(call, generation -> {
            long mechanism = mechanisms.applyAsLong(generation.profile());
            generation.require(mechanism);
            long handle = generation.handle(key);
            return generation.pool().with(session -> session.sign(mechanism, handle, data));
        });
    }

    /** A call that may be repeated, once, after what stopped it is mended. */
    private <T> T repeatable(HsmMetrics.Call call, Function<Generation, T> body) {
        return measured(call, () -> {
            try {
                return life.run(call, body);
            } catch (LostCall lost) {
                if (!life.mend(lost)) {
                    throw lost.failure();
                }
            }
            return runLast(call, body);
        });
    }

    /** A call that is never repeated. What stopped it is mended for the next one. */
    private <T> T once(HsmMetrics.Call call, Function<Generation, T> body) {
        return measured(call, () -> runLast(call, body));
    }

    private <T> T runLast(HsmMetrics.Call call, Function<Generation, T> body) {
        try {
            return life.run(call, body);
        } catch (LostCall lost) {
            life.mend(lost);
            throw lost.failure();
        }
    }

    private <T> T measured(HsmMetrics.Call call, Supplier<T> body) {
        long start = System.nanoTime();
        HsmFailure failure = null;
        try {
            return body.get();
        } catch (HsmException e) {
            failure = e.failure();
            throw e;
        } finally {
            metrics.called(call, failure, System.nanoTime() - start);
        }
    }

    private static long[] mechanismsFor(KeyType type, VendorProfile profile) {
        return switch (type) {
            case EC_P256_SIGN -> new long[] {PKCS11Constants.CKM_EC_KEY_PAIR_GEN, PKCS11Constants.CKM_ECDSA};
            case HMAC_SHA256 ->
                new long[] {PKCS11Constants.CKM_GENERIC_SECRET_KEY_GEN, PKCS11Constants.CKM_SHA256_HMAC};
            case AES_256_WRAP -> new long[] {PKCS11Constants.CKM_AES_KEY_GEN, profile.wrapMechanism()};
            case EC_P256_AGREE -> new long[] {PKCS11Constants.CKM_EC_KEY_PAIR_GEN, PKCS11Constants.CKM_ECDH1_DERIVE};
            case AES_256_GCM -> new long[] {PKCS11Constants.CKM_AES_KEY_GEN, PKCS11Constants.CKM_AES_GCM};
            case AES_256_CMAC -> new long[] {PKCS11Constants.CKM_AES_KEY_GEN, profile.cmacMechanism()};
        };
    }

    private static void requireType(KeyId key, KeyType type) {
        if (key.role().type() != type) {
            throw refused(key + " is no key for this: its type is " + key.role().type());
        }
    }

    private static HsmException refused(String why) {
        return new HsmException(HsmFailure.REFUSED, why);
    }
}
