package io.sealcharge.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Files that are whole or absent, whatever dies when: written aside, synced, moved into place, and the folder synced.
 * Files have mode 0600 and folders 0700.
 */
final class DurableFiles {
    private static final FileAttribute<?> FILE_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> FOLDER_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private DurableFiles() {}

    /**
     * Writes a file unless there is one. Of several that try, exactly one succeeds.
     *
     * @return whether it was written
     */
    static boolean putIfAbsent(Path file, byte[] bytes) {
        Path aside = writeAside(file, bytes);
        try {
            // A hard link, unlike a move, never replaces.
            Files.createLink(file, aside);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        } finally {
            removeAside(aside);
            sync(folderOf(file));
        }
    }

    /** Writes or replaces a file. */
    static void put(Path file, byte[] bytes) {
        Path aside = writeAside(file, bytes);
        try {
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            removeAside(aside);
            throw new UncheckedIOException("cannot write " + file, e);
        }
        sync(folderOf(file));
    }

    private static Path writeAside(Path file, byte[] bytes) {
        Path folder = folderOf(file);
        makeFolder(folder);
        Path aside = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID());
        try (FileChannel channel =
                FileChannel.open(aside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE_MODE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
            return aside;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static void removeAside(Path aside) {
        try {
            Files.deleteIfExists(aside);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + aside, e);
        }
    }

    /** Makes a folder and those above it, each synced into its parent. */
    private static void makeFolder(Path folder) {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folderOf(folder);
        makeFolder(parent);
        try {
            Files.createDirectory(folder, FOLDER_MODE);
        } catch (FileAlreadyExistsException raced) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new UncheckedIOException("not a folder: " + folder, raced);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + folder, e);
        }
        sync(parent);
    }

    private static Path folderOf(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("not inside a folder: " + path);
        }
        return parent;
    }

    private static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot sync " + folder, e);
        }
    }
}
