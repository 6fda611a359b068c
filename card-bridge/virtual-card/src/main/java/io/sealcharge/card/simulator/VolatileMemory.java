package io.sealcharge.card.simulator;

import org.jspecify.annotations.Nullable;

/** A card's memory on the heap. */
final class VolatileMemory implements CardMemory {
    private byte @Nullable [] image;

    @Override
    public byte @Nullable [] load() {
        return image == null ? null : image.clone();
    }

    @Override
    public void store(byte[] stored) {
        image = stored.clone();
    }

    @Override
    public void close() {}
}
