package io.sealcharge.hsm.pkcs11;

import io.sealcharge.hsm.HsmConfig;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.PinSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The module's life: opened, mended when it fails, renewed now and then, closed. Lets calls in, sorts their errors by
 * remedy, and applies the remedy once for all calls that failed together.
 */
final class ModuleLife {
    private static final Logger log = LoggerFactory.getLogger(ModuleLife.class);
    private static final long IDLE_MS = 30_000;

    private final Cryptoki cryptoki;
    private final HsmConfig config;
    private final PinSource pin;
    private final Function<String, VendorProfile> profiles;
    private final VendorProfile libraryProfile;
    private final HsmMetrics metrics;
    private final CircuitBreaker breaker;
    private final CallGate gate = new CallGate();
    private final ReentrantLock mending = new ReentrantLock();
    private final AtomicInteger suspects = new AtomicInteger();
    private final AtomicLong operations = new AtomicLong();
    private volatile @Nullable HsmException stopped;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile List<KeyDescription> keys = List.of();
    private volatile Generation current;
    private volatile Runnable onRecycleDue = () -> {};

    /** Loads, initialises and logs in. @throws HsmException if that fails; nothing stays behind */
    ModuleLife(HsmConfig config, PinSource pin, Function<String, VendorProfile> profiles, HsmMetrics metrics) {
        this.config = config;
        this.pin = pin;
        this.profiles = profiles;
        this.metrics = metrics;
        this.libraryProfile =
                VendorProfile.forLibrary(config.library().getFileName().toString());
        this.breaker =
                new CircuitBreaker(TimeUnit.MILLISECONDS.toNanos(config.reinitialiseIntervalMs()), System::nanoTime);
        this.cryptoki = Cryptoki.load(config.library());
        boolean opened = false;
        try {
            cryptoki.initialise(libraryProfile, config.initArgs());
            this.current = logIn();
            opened = true;
        } catch (CkException e) {
            throw Generation.failure(libraryProfile, e, "the HSM cannot be opened");
        } finally {
            if (!opened) {
                cryptoki.finaliseQuietly();
                cryptoki.release();
            }
        }
    }

    Generation current() {
        return current;
    }

    List<KeyDescription> keys() {
        return keys;
    }

    boolean away() {
        return breaker.isOpen();
    }

    void onRecycleDue(Runnable action) {
        onRecycleDue = action;
    }

    /**
     * Runs a call in the current generation.
     *
     * @throws LostCall if {@link #mend} may help
     */
    <T> T run(HsmMetrics.Call call, Function<Generation, T> body) {
        check();
        // A module being renewed is back soon: waiting for it beats refusing what would have been done in time.
        gate.enter(Math.max(config.borrowTimeoutMs(), config.callTimeoutMs() / 2));
        Generation generation = current;
        try {
            check();
            T result = body.apply(generation);
            if (suspects.get() != 0) {
                suspects.set(0);
            }
            return result;
        } catch (CkException e) {
            throw sorted(generation, e);
        } finally {
            gate.leave();
            if (call.makesObjects()) {
                countOperation();
            }
        }
    }

    /** Whether the module may be entered just now, and if so enters; for clean-up that is not worth waiting for. */
    void runIfOpen(Consumer<Generation> body) {
        if (!breaker.isOpen() && stopped == null && gate.tryEnter()) {
            try {
                body.accept(current);
            } finally {
                gate.leave();
            }
        }
    }

    /** Takes a set of keys into use, so that no new generation comes up with the former set. */
    void use(Generation generation, List<KeyDescription> wanted) {
        generation.use(wanted);
        keys = List.copyOf(wanted);
    }

    /** Applies the remedy, unless somebody else just did. @return whether a second attempt is worthwhile */
    boolean mend(LostCall lost) {
        if (lost.remedy() == Remedy.REOPEN_SESSION || lost.remedy() == Remedy.SUSPECT) {
            lost.generation().distrust();
            return true;
        }
        if (!takeMending()) {
            return false;
        }
        try {
            if (current != lost.generation()) {
                return !breaker.isOpen();
            }
            log.warn("HSM: {}; remedy {}", lost.getMessage(), lost.remedy());
            return lost.remedy() == Remedy.REINITIALISE ? reinitialise(lost.failure()) : renewLogin();
        } finally {
            mending.unlock();
        }
    }

    /** One round of care: brings back a module that is away when an attempt is due, and keeps idle sessions alive. */
    void care(boolean keepAlive) {
        if (stopped != null || !mending.tryLock()) {
            return;
        }
        try {
            if (breaker.attemptIsDue()) {
                reinitialise(CircuitBreaker.away("still away", null));
            } else if (keepAlive) {
                runIfOpen(generation -> generation.keepAlive(IDLE_MS));
            }
        } finally {
            mending.unlock();
        }
    }

    /** Finalises and initialises the module, which gives back what it leaked. Postponed if a call does not end. */
    void recycle() {
        mending.lock();
        try {
            operations.set(0);
            if (breaker.isOpen() || stopped != null) {
                return;
            }
            if (!gate.shutAndDrain(config.borrowTimeoutMs() / 2)) {
                log.warn("HSM module is not recycled: a call does not end");
                return;
            }
            current.logout();
            cryptoki.finaliseQuietly();
            metrics.recycled();
            initialiseAndRenew();
        } catch (HsmException e) {
            log.error("HSM module did not come back from recycling: {}", e.getMessage());
            breaker.open(e);
        } finally {
            gate.open();
            mending.unlock();
        }
    }

    /** Logs out and finalises, unless a call hangs in the module, be it one that mends it. */
    void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        boolean mine = takeMending();
        boolean drained = gate.shutAndDrain(config.callTimeoutMs());
        stopped = CircuitBreaker.away("the HSM is closed", null);
        try {
            if (!mine || !drained) {
                log.error("HSM module is not finalised: a call hangs in it");
                return;
            }
            current.logout();
            current.retire();
            cryptoki.finaliseQuietly();
            cryptoki.release();
        } finally {
            gate.open();
            if (mine) {
                mending.unlock();
            }
        }
    }

    private void check() {
        HsmException reason = stopped;
        if (reason != null) {
            throw new HsmException(reason.failure(), String.valueOf(reason.getMessage()), reason);
        }
        breaker.check();
    }

    private RuntimeException sorted(Generation generation, CkException error) {
        Remedy remedy = generation.profile().errors().remedy(error);
        if (remedy == Remedy.SUSPECT
                && suspects.incrementAndGet() >= generation.profile().suspectLimit()) {
            suspects.set(0);
            remedy = Remedy.REINITIALISE;
        }
        return remedy.mends() ? new LostCall(generation, remedy, error) : generation.failure(error);
    }

    private void countOperation() {
        if (config.recycleAfterOperations() > 0 && operations.incrementAndGet() == config.recycleAfterOperations()) {
            onRecycleDue.run();
        }
    }

    private boolean takeMending() {
        try {
            return mending.tryLock(config.borrowTimeoutMs(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw CallGate.interrupted(e);
        }
    }

    /** New sessions and a new login in the same module; if that does not do, the module is initialised again. */
    private boolean renewLogin() {
        current.retire();
        try {
            renew();
            return true;
        } catch (HsmException e) {
            if (e.failure() == HsmFailure.PIN_REFUSED) {
                throw e;
            }
            return reinitialise(e);
        }
    }

    private boolean reinitialise(HsmException why) {
        breaker.open(why);
        if (!breaker.takeAttempt()) {
            return false;
        }
        metrics.reinitialised();
        try {
            if (gate.shutAndDrain(config.callTimeoutMs() / 4)) {
                cryptoki.finaliseQuietly();
                initialiseAndRenew();
            } else {
                // Finalising under a call that hangs would take the process down; new sessions may do.
                log.warn("HSM module is not finalised: a call hangs in it");
                renew();
            }
            breaker.close();
            log.info("HSM is back");
            return true;
        } catch (HsmException e) {
            log.warn("HSM does not come back: {}", e.getMessage());
            breaker.open(e);
            return false;
        } finally {
            gate.open();
        }
    }

    private void initialiseAndRenew() {
        try {
            cryptoki.initialise(libraryProfile, config.initArgs());
        } catch (CkException e) {
            throw CircuitBreaker.away("the HSM module cannot be initialised: " + e.getMessage(), e);
        }
        renew();
    }

    /** A new generation with the keys found again and compared; @throws HsmException and the old one stays. */
    private void renew() {
        try {
            Generation next = logIn();
            boolean used = false;
            try {
                next.use(keys);
                used = true;
            } finally {
                if (!used) {
                    next.retire();
                }
            }
            current = next;
        } catch (CkException e) {
            HsmException failure = Generation.failure(libraryProfile, e, "the HSM cannot be opened again");
            throw failure.failure() == HsmFailure.PIN_REFUSED
                    ? failure
                    : CircuitBreaker.away(String.valueOf(failure.getMessage()), e);
        } catch (HsmException e) {
            throw e;
        } catch (RuntimeException e) {
            throw CircuitBreaker.away("the HSM cannot be opened again", e);
        }
    }

    private Generation logIn() {
        HsmException reason = stopped;
        if (reason != null) {
            throw reason;
        }
        try {
            Generation generation = Generation.open(cryptoki, config, pin, profiles);
            metrics.loggedIn();
            return generation;
        } catch (CkException e) {
            if (libraryProfile.errors().remedy(e) == Remedy.STOP) {
                log.error("HSM refuses the PIN ({}); it is not tried again until the process restarts", e.codeName());
                stopped = Generation.failure(libraryProfile, e, "the PIN is not tried again");
            }
            throw e;
        }
    }
}
