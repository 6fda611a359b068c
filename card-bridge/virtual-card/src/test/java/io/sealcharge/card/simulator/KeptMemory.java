package io.sealcharge.card.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A card's memory that a test may look at and copy. */
final class KeptMemory implements CardMemory {
    private byte @Nullable [] image;
    private boolean full;

    /** @param image null for a new card */
    KeptMemory(byte @Nullable [] image) {
        this.image = image;
    }

    byte[] image() {
        if (image == null) {
            throw new IllegalStateException("nothing was stored");
        }
        return image.clone();
    }

    /** From now on nothing can be stored. */
    void fill() {
        full = true;
    }

    @Override
    public byte @Nullable [] load() {
        return image;
    }

    @Override
    public void store(byte[] stored) {
        if (full) {
            throw new UncheckedIOException(new IOException("no space left"));
        }
        image = stored.clone();
    }

    @Override
    public void close() {}
}
