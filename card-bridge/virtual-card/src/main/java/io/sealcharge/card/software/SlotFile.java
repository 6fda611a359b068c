package io.sealcharge.card.software;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A card in a file of mode 0600 with two slots that are written in turn, each with a sequence number and a check sum: a
 * torn write leaves the other slot. What was stored outlives a kill of the process; it is not synced to the disk, since
 * this card is for load. The file holds the card's keys in the clear and is locked while it is open, since two copies of one
 * card could each spend its balance.
 */
public final class SlotFile implements CardStorage {
    static final int SLOT_BYTES = 4096;

    private static final int HEADER_BYTES = Long.BYTES + Integer.BYTES + Integer.BYTES;
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final FileChannel channel;
    private final ByteBuffer slot = ByteBuffer.allocateDirect(SLOT_BYTES);
    private long sequence;

    private SlotFile(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens or makes the file.
     *
     * @throws IllegalStateException if somebody has the card open
     */
    public static SlotFile open(Path file) {
        try {
            FileChannel channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    OWNER_ONLY);
            if (!isLocked(channel)) {
                channel.close();
                throw new IllegalStateException("the card is open elsewhere: " + file);
            }
            return new SlotFile(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the card " + file, e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException thisProcessHasIt) {
            return false;
        }
    }

    @Override
    public byte @Nullable [] load() {
        byte[] newest = null;
        for (int index = 0; index < 2; index++) {
            read(index);
            long found = slot.getLong(0);
            int length = slot.getInt(Long.BYTES);
            if (found > sequence && isIntact(length)) {
                sequence = found;
                newest = new byte[length];
                slot.get(HEADER_BYTES, newest);
            }
        }
        return newest;
    }

    private void read(int index) {
        slot.clear();
        try {
            while (slot.hasRemaining()) {
                if (channel.read(slot, (long) index * SLOT_BYTES + slot.position()) < 0) {
                    slot.put((byte) 0);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the card", e);
        }
    }

    private boolean isIntact(int length) {
        return length >= 0
                && length <= SLOT_BYTES - HEADER_BYTES
                && slot.getInt(Long.BYTES + Integer.BYTES) == checkSum(length);
    }

    /** Over sequence number, length and content. */
    private int checkSum(int length) {
        CRC32C sum = new CRC32C();
        sum.update(slot.duplicate().position(0).limit(Long.BYTES + Integer.BYTES));
        sum.update(slot.duplicate().position(HEADER_BYTES).limit(HEADER_BYTES + length));
        return (int) sum.getValue();
    }

    @Override
    public void store(byte[] image) {
        if (image.length > SLOT_BYTES - HEADER_BYTES) {
            throw new IllegalArgumentException("a card has at most " + (SLOT_BYTES - HEADER_BYTES) + " bytes");
        }
        long next = sequence + 1;
        slot.clear();
        slot.putLong(0, next).putInt(Long.BYTES, image.length).put(HEADER_BYTES, image);
        slot.putInt(Long.BYTES + Integer.BYTES, checkSum(image.length));
        slot.limit(HEADER_BYTES + image.length);
        try {
            while (slot.hasRemaining()) {
                channel.write(slot, next % 2 * SLOT_BYTES + slot.position());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the card", e);
        }
        sequence = next;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the card", e);
        }
    }
}
