package io.sealcharge.hsm.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A PKCS#11 module that forwards to another one, counts calls, and fails on request: {@code faulty_pkcs11.c}, compiled
 * with gcc. The module follows a file that this class maps, so that a fault begins and ends with the next call.
 */
public final class FaultyModule {
    private static final String SOURCE = "faulty_pkcs11.c";
    private static final int COMPILE_SECONDS = 60;
    private static final int SLOTS = 64;
    private static final int SLOT_LENGTH = 64;
    private static final int NAME_LENGTH = 32;
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private final Path library;
    private final MappedByteBuffer control;
    private final Map<String, Fault> faults = new HashMap<>();

    private FaultyModule(Path library, MappedByteBuffer control) {
        this.library = library;
        this.control = control;
    }

    /**
     * @param target the library that calls are forwarded to
     * @param folder where the compiled module and its control file go
     */
    public static FaultyModule over(Path target, Path folder) {
        try {
            Files.createDirectories(folder);
            Path controlFile = folder.resolve("faults");
            Path library = folder.resolve("libfaulty_pkcs11.so");
            compile(target, controlFile, library, folder);
            try (FileChannel channel = FileChannel.open(
                    controlFile,
                    StandardOpenOption.CREATE,
                    // or the names that an earlier process left would show behind shorter ones
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE)) {
                return new FaultyModule(
                        library, channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) SLOTS * SLOT_LENGTH));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the faulty module cannot be made", e);
        }
    }

    /** The compiled module. */
    public Path library() {
        return library;
    }

    /** What is to go wrong in a function, e.g. {@code C_Sign}; its calls are counted from here on. */
    public synchronized Fault in(String function) {
        return faults.computeIfAbsent(function, name -> {
            int at = faults.size() * SLOT_LENGTH;
            control.put(at, name.getBytes(US_ASCII));
            return new Fault(at + NAME_LENGTH);
        });
    }

    /** Counts calls that used a session after an error had been injected into it. */
    public Fault reuseOfFailedSessions() {
        return in("failed session used again");
    }

    /** Ends every fault; counts go on. */
    public synchronized void heal() {
        faults.values().forEach(Fault::clear);
    }

    /** Ends every fault and counts from 0 again. */
    public synchronized void reset() {
        heal();
        faults.values().forEach(fault -> INT.setVolatile(control, fault.calls, 0));
    }

    /** The faults of one function, as they lie in its slot. */
    public final class Fault {
        private final int calls;
        private final int latencyUs;
        private final int errors;
        private final int errorCode;
        private final int hang;
        private final int logOut;
        private final int skip;

        private Fault(int at) {
            calls = at;
            latencyUs = at + 4;
            errors = at + 8;
            errorCode = at + 12;
            hang = at + 16;
            logOut = at + 20;
            skip = at + 24;
        }

        /** How often the function was called, injected errors included. */
        public int calls() {
            return (int) INT.getVolatile(control, calls);
        }

        public void delay(int us) {
            INT.setVolatile(control, latencyUs, us);
        }

        /**
         * Lets the next {@code times} calls fail without reaching the token.
         *
         * @param code the CKR code they answer
         */
        public void failNext(int times, long code) {
            INT.setVolatile(control, errorCode, (int) code);
            INT.setVolatile(control, errors, times);
        }

        /** Lets every call fail until {@link FaultyModule#heal()}. */
        public void failAlways(long code) {
            failNext(Integer.MAX_VALUE, code);
        }

        /** Lets {@code times} calls pass before {@link #failNext} and the like begin. */
        public void skip(int times) {
            INT.setVolatile(control, skip, times);
        }

        /** While true, calls do not return. */
        public void hang(boolean hang) {
            INT.setVolatile(control, this.hang, hang ? 1 : 0);
        }

        /** Logs the token out before the next call, behind the caller's back. */
        public void logOutBeforeNext() {
            INT.setVolatile(control, logOut, 1);
        }

        private void clear() {
            for (int field : new int[] {latencyUs, skip, errors, logOut, hang}) {
                INT.setVolatile(control, field, 0);
            }
        }
    }

    private static void compile(Path target, Path controlFile, Path library, Path folder) throws IOException {
        Path source = folder.resolve(SOURCE);
        try (InputStream resource = FaultyModule.class.getResourceAsStream("/" + SOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(SOURCE + " is not on the class path");
            }
            Files.copy(resource, source, StandardCopyOption.REPLACE_EXISTING);
        }
        Path output = folder.resolve("gcc.log");
        try {
            Process gcc = new ProcessBuilder(List.of(
                            "gcc",
                            "-shared",
                            "-fPIC",
                            "-O2",
                            "-Wall",
                            "-I/usr/include/p11-kit-1",
                            "-DTARGET=\"" + target + "\"",
                            "-DCONTROL=\"" + controlFile + "\"",
                            "-o",
                            library.toString(),
                            source.toString(),
                            "-ldl"))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!gcc.waitFor(COMPILE_SECONDS, TimeUnit.SECONDS) || gcc.exitValue() != 0) {
                gcc.destroyForcibly();
                throw new IllegalStateException("gcc cannot compile " + SOURCE
                        + " (apt-get install gcc libc6-dev libp11-kit-dev): " + Files.readString(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while gcc compiled " + SOURCE, e);
        }
    }
}
