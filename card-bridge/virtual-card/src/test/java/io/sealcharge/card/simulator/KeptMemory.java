package io.sealcharge.card.simulator;

import org.jspecify.annotations.Nullable;

/** A card's memory that a test may look at and copy. */
final class KeptMemory implements CardMemory {
    private byte @Nullable [] image;

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

    @Override
    public byte @Nullable [] load() {
        return image;
    }

    @Override
    public void store(byte[] stored) {
        image = stored.clone();
    }

    @Override
    public void close() {}
}
