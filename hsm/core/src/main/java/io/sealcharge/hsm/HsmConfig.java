package io.sealcharge.hsm;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the token is and how hard it may be driven.
 *
 * @param module a name in {@code modules}; a library is never named by its path elsewhere
 * @param modules the allow-list: module name to library path
 * @param tokenLabel CKA label of the token; slot numbers move, labels do not
 * @param tokenSerial the token's serial number, where the label alone is ambiguous
 * @param sessions sessions for calls, at most; fewer if the token allows fewer
 * @param keepers sessions that own one-time keys, besides those for calls
 * @param keysPerKeeper one-time keys that one keeper may hold
 * @param threads threads of the executor
 * @param queue calls that may wait for a thread
 * @param borrowTimeoutMs how long a call waits for a session
 * @param callTimeoutMs after this time a call counts as hung; for half of it a call waits for a recycling module
 * @param recycleAfterOperations calls that make session objects (one-time keys, agreements) after which the module is
 *     finalised and initialised again, so that what it leaks with them comes back; 0 for never
 * @param initArgs pReserved of C_Initialize, for modules that want it (NSS)
 * @param reinitialiseIntervalMs least time between two attempts to initialise a failed module again
 */
public record HsmConfig(
        String module,
        Map<String, Path> modules,
        String tokenLabel,
        @Nullable String tokenSerial,
        int sessions,
        int keepers,
        int keysPerKeeper,
        int threads,
        int queue,
        int borrowTimeoutMs,
        int callTimeoutMs,
        long recycleAfterOperations,
        @Nullable String initArgs,
        int reinitialiseIntervalMs) {

    public HsmConfig {
        modules = Map.copyOf(modules);
        if (!modules.containsKey(module)) {
            throw new IllegalArgumentException("hsm module " + module + " is not in the list of allowed modules "
                    + modules.keySet().stream().sorted().toList());
        }
        atLeast("sessions", sessions, 1);
        atLeast("keepers", keepers, 1);
        atLeast("keysPerKeeper", keysPerKeeper, 1);
        atLeast("threads", threads, 1);
        atLeast("queue", queue, 1);
        atLeast("borrowTimeoutMs", borrowTimeoutMs, 1);
        atLeast("callTimeoutMs", callTimeoutMs, 1);
        atLeast("recycleAfterOperations", recycleAfterOperations, 0);
        atLeast("reinitialiseIntervalMs", reinitialiseIntervalMs, 1);
    }

    /** What suits SoftHSM on a small machine: two threads, since more gain nothing there. */
    public static HsmConfig defaults(Path library, String tokenLabel) {
        return new HsmConfig(
                "default",
                Map.of("default", library),
                tokenLabel,
                null,
                8,
                2,
                50_000,
                2,
                1_024,
                2_000,
                10_000,
                1_000_000,
                null,
                30_000);
    }

    /** Path of the library of {@link #module()}. */
    public Path library() {
        Path library = modules.get(module);
        if (library == null) {
            throw new IllegalStateException("hsm module " + module + " has no library");
        }
        return library;
    }

    private static void atLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException("hsm " + name + " must be " + least + " or more, was " + value);
        }
    }
}
