package io.sealcharge.load.card;

import io.sealcharge.card.protocol.KeyScheme;

/** Something whose time is measured call by call. */
interface Measured extends AutoCloseable {
    String name();

    KeyScheme scheme();

    /** Makes the next call ready; not measured. */
    void prepare();

    /** One call. */
    void call();

    /** Throws if the last call did not do what it should; not measured. */
    void check();

    @Override
    void close();
}
