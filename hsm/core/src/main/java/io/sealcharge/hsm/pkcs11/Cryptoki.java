package io.sealcharge.hsm.pkcs11;

import iaik.pkcs.pkcs11.wrapper.CK_C_INITIALIZE_ARGS;
import iaik.pkcs.pkcs11.wrapper.CK_TOKEN_INFO;
import iaik.pkcs.pkcs11.wrapper.PKCS11;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipki.pkcs11.wrapper.PKCS11Constants;
import org.xipki.pkcs11.wrapper.PKCS11Module;
import org.xipki.pkcs11.wrapper.StaticLogger;

/**
 * One loaded PKCS#11 library and the functions that concern the module and its slots. A library has one state per
 * process, so it has one owner at a time: from {@link #load} to {@link #release}.
 */
final class Cryptoki {
    private static final Logger log = LoggerFactory.getLogger(Cryptoki.class);
    private static final Set<Path> owned = ConcurrentHashMap.newKeySet();

    static {
        StaticLogger.setLogger(new WrapperLog());
    }

    private final Path library;
    private final PKCS11 module;
    private volatile @Nullable FunctionList functions;

    private Cryptoki(Path library, PKCS11 module, @Nullable FunctionList functions) {
        this.library = library;
        this.module = module;
        this.functions = functions;
    }

    /** @throws HsmException UNAVAILABLE if the library does not load, REFUSED if it is in use in this process */
    static Cryptoki load(Path library) {
        Path real;
        try {
            real = library.toRealPath();
        } catch (IOException e) {
            throw new HsmException(HsmFailure.UNAVAILABLE, "PKCS#11 library " + library + " is not there", e);
        }
        if (!owned.add(real)) {
            throw new HsmException(
                    HsmFailure.REFUSED, "PKCS#11 library " + library + " is already in use in this process");
        }
        try {
            PKCS11 module = PKCS11Module.getInstance(real.toString()).getPKCS11Module();
            return new Cryptoki(real, module, FunctionList.of(real));
        } catch (IOException | RuntimeException | UnsatisfiedLinkError e) {
            owned.remove(real);
            throw new HsmException(HsmFailure.UNAVAILABLE, "PKCS#11 library " + library + " does not load", e);
        }
    }

    /** Gives up ownership; to be called only when the module is finalised. */
    void release() {
        owned.remove(library);
    }

    /** C_Initialize. A module that is already initialised (a former owner could not finalise it) is taken as it is. */
    void initialise(VendorProfile profile, @Nullable String reserved) {
        CK_C_INITIALIZE_ARGS arguments = new CK_C_INITIALIZE_ARGS();
        arguments.flags = profile.initFlags();
        arguments.pReserved = reserved;
        try {
            Native.run("C_Initialize", () -> module.C_Initialize(arguments, true));
        } catch (CkException e) {
            if (e.code() != PKCS11Constants.CKR_CRYPTOKI_ALREADY_INITIALIZED) {
                throw e;
            }
            log.warn("PKCS#11 library {} was initialised already", library);
        }
    }

    void finalise() {
        Native.run("C_Finalize", () -> module.C_Finalize(null));
    }

    /** C_Finalize whatever the module answers: one that lost its token or was never initialised. */
    void finaliseQuietly() {
        try {
            finalise();
        } catch (CkException e) {
            log.debug("{}", e.getMessage());
        }
    }

    long[] slots() {
        return Native.call("C_GetSlotList", () -> module.C_GetSlotList(true));
    }

    CK_TOKEN_INFO token(long slot) {
        return Native.call("C_GetTokenInfo", () -> module.C_GetTokenInfo(slot));
    }

    Set<Long> mechanisms(long slot) {
        long[] codes = Native.call("C_GetMechanismList", () -> module.C_GetMechanismList(slot));
        return Arrays.stream(codes).boxed().collect(Collectors.toUnmodifiableSet());
    }

    void initToken(long slot, char[] soPin, String label) {
        char[] padded = Arrays.copyOf(label.toCharArray(), 32);
        Arrays.fill(padded, label.length(), padded.length, ' ');
        Native.run("C_InitToken", () -> module.C_InitToken(slot, soPin, padded, true));
    }

    /** A session whose every call goes through the wrapper. */
    CkSession openSession(long slot, boolean readWrite) {
        return new CkSession(module, open(slot, readWrite));
    }

    /**
     * A read-only session for the busy paths, which calls their functions past the wrapper where that can be done.
     *
     * @throws CkException if the session cannot be opened, or went at once
     */
    CkSession openDirectSession(long slot) {
        FunctionList direct = functions;
        if (direct == null) {
            return openSession(slot, false);
        }
        DirectSession session = new DirectSession(module, open(slot, false), direct);
        if (session.isKnown()) {
            return session;
        }
        CkSession known = new CkSession(module, session.handle);
        // one that the wrapper does not know either has gone, which says nothing of those to come
        known.loggedIn();
        log.info("PKCS#11 library {} has a state for each caller: it is called through the wrapper only", library);
        functions = null;
        return known;
    }

    private long open(long slot, boolean readWrite) {
        long flags = PKCS11Constants.CKF_SERIAL_SESSION | (readWrite ? PKCS11Constants.CKF_RW_SESSION : 0);
        return Native.call("C_OpenSession", () -> module.C_OpenSession(slot, flags, null, null));
    }
}
