package io.sealcharge.hsm.pkcs11;

import io.sealcharge.hsm.HsmConfig;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.PinSource;
import io.sealcharge.hsm.TokenDescription;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/**
 * Everything that dies together: one login to the token, its sessions, the handles found under it, the one-time keys
 * held. After a re-initialisation or a new login there is a new generation, and nothing of the old one is used again.
 */
final class Generation {
    private static final Logger log = LoggerFactory.getLogger(Generation.class);

    private final Cryptoki cryptoki;
    private final long slot;
    private final TokenDescription token;
    private final VendorProfile profile;
    private final Set<Long> mechanisms;
    private final CkSession anchor;
    private final SessionPool pool;
    private final Keepers keepers;
    private final TokenKeys tokenKeys;
    private final KeyProof proof;
    private volatile Map<KeyId, Long> handles = Map.of();

    /** @param anchor a session that is never used but keeps the login, which ends with the last session */
    private Generation(
            Cryptoki cryptoki, Slots.Found found, VendorProfile profile, CkSession anchor, HsmConfig config) {
        this.cryptoki = cryptoki;
        this.slot = found.slot();
        this.profile = profile;
        this.token = found.describe(profile);
        this.mechanisms = cryptoki.mechanisms(slot);
        this.anchor = anchor;
        int left = found.mostSessions() - 1 - config.keepers();
        this.pool = new SessionPool(
                Math.clamp(left, 1, config.sessions()),
                config.borrowTimeoutMs(),
                config.callTimeoutMs(),
                this::openSession);
        this.keepers = new Keepers(
                config.keepers(),
                config.keysPerKeeper(),
                config.borrowTimeoutMs(),
                this::openSession,
                error -> profile.errors().remedy(error).mends());
        this.proof = new KeyProof(profile);
        this.tokenKeys = new TokenKeys(proof);
    }

    /**
     * Finds the token in an initialised module and logs in once.
     *
     * @throws CkException from the module
     */
    static Generation open(
            Cryptoki cryptoki, HsmConfig config, PinSource pinSource, Function<String, VendorProfile> profiles) {
        Slots.Found found = Slots.find(cryptoki, config);
        VendorProfile profile = profiles.apply(found.manufacturer());
        CkSession anchor = cryptoki.openSession(found.slot(), false);
        boolean opened = false;
        try {
            char[] pin = pinSource.read();
            try {
                anchor.login(PKCS11Constants.CKU_USER, pin);
            } finally {
                Arrays.fill(pin, '\0');
            }
            Generation generation = new Generation(cryptoki, found, profile, anchor, config);
            opened = true;
            return generation;
        } finally {
            if (!opened) {
                anchor.close();
            }
        }
    }

    private CkSession openSession() {
        return profile.calls() == VendorProfile.Calls.DIRECT
                ? cryptoki.openDirectSession(slot)
                : cryptoki.openSession(slot, false);
    }

    TokenDescription token() {
        return token;
    }

    VendorProfile profile() {
        return profile;
    }

    SessionPool pool() {
        return pool;
    }

    Keepers keepers() {
        return keepers;
    }

    /** Finds and proves all keys, then uses them in place of the former set. */
    void use(List<KeyDescription> keys) {
        Map<KeyId, Long> found = new HashMap<>();
        for (KeyDescription key : keys) {
            if (found.containsKey(key.id())) {
                throw new HsmException(HsmFailure.REFUSED, key.id() + " is described twice");
            }
            found.put(key.id(), pool.with(session -> tokenKeys.find(session, key)));
        }
        handles = Map.copyOf(found);
    }

    void prove(KeyDescription key) {
        long handle = handle(key.id());
        pool.with(session -> {
            proof.require(session, key, handle);
            return handle;
        });
    }

    KeyDescription describe(KeyId id) {
        return pool.with(session -> tokenKeys.describe(session, id));
    }

    KeyDescription generate(KeyId id) {
        // Token objects need a read-write session, and those of calls are read-only.
        CkSession session = cryptoki.openSession(slot, true);
        try {
            return tokenKeys.generate(session, id);
        } finally {
            session.close();
        }
    }

    /** @throws HsmException KEY_MISSING if the key is not in use */
    long handle(KeyId id) {
        Long handle = handles.get(id);
        if (handle == null) {
            throw new HsmException(HsmFailure.KEY_MISSING, id + " is not in use");
        }
        return handle;
    }

    /** @throws HsmException UNSUPPORTED if the token lacks the mechanism */
    void require(long mechanism) {
        if (!mechanisms.contains(mechanism)) {
            throw new HsmException(
                    HsmFailure.UNSUPPORTED, "the token lacks " + PKCS11Constants.ckmCodeToName(mechanism));
        }
    }

    /** From now on sessions are asked whether they live before they are used again. */
    void distrust() {
        pool.distrust();
        keepers.distrust();
    }

    /** @throws HsmException UNSUPPORTED if the token lacks AES-GCM, or has it in a form of its own */
    void requireGcm() {
        if (!profile.aesGcm()) {
            throw new HsmException(HsmFailure.UNSUPPORTED, "tokens of the kind " + profile.name() + " lack AES-GCM");
        }
        require(PKCS11Constants.CKM_AES_GCM);
    }

    void keepAlive(long idleMs) {
        pool.keepAlive(idleMs);
        keepers.keepAlive();
        try {
            if (!anchor.loggedIn()) {
                log.warn("HSM login is lost; the next call logs in again");
            }
        } catch (CkException e) {
            log.warn("HSM: {}; the next call mends it", e.getMessage());
        }
    }

    /** Closes all sessions that are not in use. */
    void retire() {
        pool.retire();
        keepers.retire();
        anchor.close();
    }

    void logout() {
        try {
            anchor.logout();
        } catch (CkException e) {
            log.debug("{}", e.getMessage());
        }
    }

    /** The failure that a caller is told of. */
    HsmException failure(CkException error) {
        return failure(profile, error, null);
    }

    static HsmException failure(VendorProfile profile, CkException error, @Nullable String context) {
        HsmFailure failure = profile.errors().remedy(error).failure();
        String message = context == null ? error.getMessage() : context + ": " + error.getMessage();
        return new HsmException(failure, message == null ? "" : message, error);
    }
}
