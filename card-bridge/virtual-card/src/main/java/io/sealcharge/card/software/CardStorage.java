package io.sealcharge.card.software;

import org.jspecify.annotations.Nullable;

/** Where a card's persistent memory rests. */
public interface CardStorage extends AutoCloseable {
    /** What was stored last; null if nothing ever was. The caller wipes it. */
    byte @Nullable [] load();

    /** Replaces what is stored, whole or not at all. */
    void store(byte[] image);

    /** Lets go of the storage, which keeps its content. */
    @Override
    void close();

    /** Storage that lasts as long as the object. */
    static CardStorage inMemory() {
        return new HeapStorage();
    }
}
