package io.sealcharge.card.protocol;

/** The other side of a personalisation session does not have its keys, or something in between changed a message. */
public final class SessionBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SessionBrokenException(String what) {
        super(what);
    }
}
