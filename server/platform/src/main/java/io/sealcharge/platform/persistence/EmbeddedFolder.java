package io.sealcharge.platform.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What stands where in the folder of the embedded database; only its owner may read it. */
record EmbeddedFolder(Path root) {
    static final String SUPERUSER = "postgres";
    static final String USER = "sealcharge";
    static final String DATABASE = "sealcharge";
    private static final int PASSWORD_BYTES = 24;

    Path data() {
        return root.resolve("data");
    }

    Path unfinishedData() {
        return root.resolve("data.unfinished");
    }

    Path settings() {
        return data().resolve("sealcharge.conf");
    }

    Path logs() {
        return root.resolve("log");
    }

    Path startLog() {
        return logs().resolve("start.log");
    }

    Path controlLog() {
        return logs().resolve("control.log");
    }

    Path superuserPassword() {
        return root.resolve("superuser.password");
    }

    Path userPassword() {
        return root.resolve("user.password");
    }

    private Path portFile() {
        return root.resolve("port");
    }

    /** Makes what is missing: the folders, for their owner alone, and a random password for each role. */
    void prepare() throws IOException {
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(logs());
        for (Path file : new Path[] {superuserPassword(), userPassword()}) {
            if (!Files.exists(file)) {
                byte[] random = new byte[PASSWORD_BYTES];
                new SecureRandom().nextBytes(random);
                Path unfinished = Files.createTempFile(root, "password", null);
                Files.writeString(unfinished, Base64.getUrlEncoder().encodeToString(random) + "\n");
                Files.move(unfinished, file);
            }
        }
    }

    /**
     * Claims the folder for this process; the claim ends with it, however it ends.
     *
     * @throws DatabaseStartException if another process holds it
     */
    FileChannel claim() throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new DatabaseStartException("the database folder " + root + " is in use by another platform process");
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** The port that was used last, or 0. */
    int rememberedPort() throws IOException {
        return Files.exists(portFile())
                ? Integer.parseInt(Files.readString(portFile()).strip())
                : 0;
    }

    void rememberPort(int port) throws IOException {
        Files.writeString(portFile(), port + "\n");
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    DatabaseEndpoint superuser(int port) {
        return DatabaseEndpoint.local(port, SUPERUSER, SUPERUSER, DatabasePassword.from(superuserPassword()));
    }

    DatabaseEndpoint user(int port) {
        return DatabaseEndpoint.local(port, DATABASE, USER, DatabasePassword.from(userPassword()));
    }

    static EmbeddedFolder at(Path directory) {
        try {
            Files.createDirectories(directory);
            return new EmbeddedFolder(directory.toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the database folder " + directory, e);
        }
    }
}
