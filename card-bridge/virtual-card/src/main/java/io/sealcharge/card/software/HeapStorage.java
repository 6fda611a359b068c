package io.sealcharge.card.software;

import org.jspecify.annotations.Nullable;

/** Storage that lasts as long as the object. */
final class HeapStorage implements CardStorage {
    private byte @Nullable [] image;

    @Override
    public byte @Nullable [] load() {
        byte[] stored = image;
        return stored == null ? null : stored.clone();
    }

    @Override
    public void store(byte[] next) {
        image = next.clone();
    }

    @Override
    public void close() {}
}
