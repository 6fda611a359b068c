package io.sealcharge.card.simulator;

import org.jspecify.annotations.Nullable;

/** Where the persistent memory of a card rests while the card has no power. */
public interface CardMemory extends AutoCloseable {
    /** @return what was stored last; null for a card that never had power */
    byte @Nullable [] load();

    /** Stores an image whole or not at all; when it returns, the image outlives the machine's power too. */
    void store(byte[] image);

    /** Lets go of the memory, which keeps its content. */
    @Override
    void close();

    /** Memory that lasts as long as the object. */
    static CardMemory volatileMemory() {
        return new VolatileMemory();
    }
}
