package io.sealcharge.hsm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Where the token's user PIN comes from; asked at each log-in, so that no PIN rests in memory. */
@FunctionalInterface
public interface PinSource {

    /** @return the PIN; the caller wipes it after use */
    char[] read();

    /**
     * A PIN in the first line of a file (UTF-8) that only its owner may read.
     *
     * @throws IllegalArgumentException from {@link #read()} if group or others may read the file, or it holds no PIN
     */
    static PinSource ofFile(Path file) {
        return () -> {
            try {
                requireOwnerOnly(file);
                byte[] bytes = Files.readAllBytes(file);
                CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
                char[] chars = new char[text.remaining()];
                text.get(chars);
                char[] pin = firstLine(chars);
                Arrays.fill(bytes, (byte) 0);
                Arrays.fill(text.array(), '\0');
                Arrays.fill(chars, '\0');
                if (pin.length == 0) {
                    throw new IllegalArgumentException("PIN file " + file + " is empty");
                }
                return pin;
            } catch (IOException e) {
                throw new UncheckedIOException("PIN file " + file + " cannot be read", e);
            }
        };
    }

    private static char[] firstLine(char[] chars) {
        int end = 0;
        while (end < chars.length && chars[end] != '\n' && chars[end] != '\r') {
            end++;
        }
        return Arrays.copyOf(chars, end);
    }

    private static void requireOwnerOnly(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IllegalArgumentException("PIN file " + file + " is not a regular file");
        }
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        Set<PosixFilePermission> foreign = EnumSet.of(
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.GROUP_WRITE,
                PosixFilePermission.OTHERS_READ,
                PosixFilePermission.OTHERS_WRITE);
        foreign.retainAll(permissions);
        if (!foreign.isEmpty()) {
            throw new IllegalArgumentException(
                    "PIN file " + file + " may be read or written by others than its owner (chmod 600 " + file + ")");
        }
    }
}
