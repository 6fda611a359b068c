package io.sealcharge.hsm.testkit;

import io.sealcharge.hsm.HsmConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An HSM that can die: SoftHSM in a process of its own, served by {@code p11-kit server} over a Unix socket. What passes
 * through p11-kit 0.24 is ECDSA, HMAC, random bytes and key generation; agreement and wrapping do not.
 */
public final class MortalSoftHsm implements AutoCloseable {
    private static final Duration START_DEADLINE = Duration.ofSeconds(20);
    private static final List<Path> CLIENTS = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/pkcs11/p11-kit-client.so"),
            Path.of("/usr/lib/aarch64-linux-gnu/pkcs11/p11-kit-client.so"),
            Path.of("/usr/lib64/pkcs11/p11-kit-client.so"));

    private final String tokenLabel;
    private final Path socket;
    private @Nullable Process server;

    /**
     * @param socket where the server listens; the client library takes its address once, so all of a JVM use the same
     */
    public MortalSoftHsm(SoftHsmToken token, Path socket) {
        this.tokenLabel = token.config().tokenLabel();
        this.socket = socket;
        setEnvironment("P11_KIT_SERVER_ADDRESS", "unix:path=" + socket);
        start();
    }

    /** The token through the server; differs from SoftHSM's own configuration by the library. */
    public HsmConfig config() {
        Path client = CLIENTS.stream()
                .filter(Files::isReadable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "p11-kit's client is not installed: apt-get install p11-kit p11-kit-modules"));
        return HsmConfig.defaults(client, tokenLabel);
    }

    /** Starts the server and waits until it listens. */
    public void start() {
        try {
            Files.deleteIfExists(socket);
            Process started = new ProcessBuilder(
                            "p11-kit",
                            "server",
                            "--foreground",
                            "--name",
                            socket.toString(),
                            "--provider",
                            SoftHsmFixture.library().toString(),
                            "pkcs11:token=" + tokenLabel)
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of(socket + ".log").toFile())
                    .start();
            server = started;
            long end = System.nanoTime() + START_DEADLINE.toNanos();
            while (!Files.exists(socket)) {
                if (!started.isAlive() || System.nanoTime() - end > 0) {
                    throw new IllegalStateException("p11-kit server does not start (apt-get install p11-kit): "
                            + Files.readString(Path.of(socket + ".log")));
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("p11-kit server does not start (apt-get install p11-kit)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while p11-kit server started", e);
        }
    }

    /** kill -9: the server and the processes that serve its connections. */
    public void kill() {
        Process dying = server;
        if (dying == null) {
            return;
        }
        List<ProcessHandle> connections = dying.descendants().toList();
        dying.destroyForcibly();
        connections.forEach(ProcessHandle::destroyForcibly);
        try {
            dying.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }

    /** Java can set the environment of children only, and the client library reads that of this process. */
    @SuppressWarnings("restricted") // native access is allowed to all tests
    private static void setEnvironment(String name, String value) {
        Linker linker = Linker.nativeLinker();
        var setenv = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setenv"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            int failed = (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
            if (failed != 0) {
                throw new IllegalStateException("setenv " + name + " failed");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("setenv " + name + " failed", e);
        }
    }
}
