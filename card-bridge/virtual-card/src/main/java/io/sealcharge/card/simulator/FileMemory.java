package io.sealcharge.card.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A card's memory in a file of mode 0600, replaced whole: written aside, synced, moved into place, and the folder synced. A second process
 * that opens the same card is refused, since two copies of one card could each spend its balance. The file holds the card's keys in the
 * clear: it is a card that has no shell.
 */
public final class FileMemory implements CardMemory {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;
    private final Path aside;
    private final FileChannel lockChannel;

    /**
     * @param file in a folder that exists; beside it lies a lock file that stays empty
     * @throws IllegalStateException if somebody has the card open
     */
    public FileMemory(Path file) {
        this.file = file.toAbsolutePath();
        this.aside = this.file.resolveSibling(this.file.getFileName() + ".new");
        this.lockChannel = lock(this.file.resolveSibling(this.file.getFileName() + ".lock"));
    }

    @Override
    public byte @Nullable [] load() {
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the card " + file, e);
        }
    }

    @Override
    public void store(byte[] image) {
        try {
            Files.deleteIfExists(aside);
            try (FileChannel channel = FileChannel.open(
                    aside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
                ByteBuffer bytes = ByteBuffer.wrap(image);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel folder = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the card " + file, e);
        }
    }

    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the card " + file, e);
        }
    }

    private static FileChannel lock(Path lockFile) {
        FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(lockFile, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_ONLY);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            closeQuietly(channel);
            throw new IllegalStateException("this process has the card open already: " + lockFile, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + lockFile, e);
        }
        closeQuietly(channel);
        throw new IllegalStateException("another process has the card open: " + lockFile);
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
