package io.sealcharge.terminal;

import java.net.URI;

/** Sees each HTTP exchange of a terminal. What a method throws ends the call, as a crash at that moment would. */
public interface ExchangeListener {
    /** Listens to nothing. */
    ExchangeListener NONE = exchange -> {};

    /** A request is about to be sent; all that a retry needs is on disk. */
    default void sending(String method, URI uri) {}

    /** An answer has come and is not yet on disk. */
    void received(Exchange exchange);
}
