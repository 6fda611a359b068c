package io.sealcharge.platform.persistence;

/** The catalogue says something that cannot be applied; the message names the entry and what to do. Nothing was written. */
public final class CatalogueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CatalogueException(String message) {
        super(message);
    }
}
