package io.sealcharge.terminal;

/** This terminal has used the reference for something else; nothing was sent. */
public final class ReferenceTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReferenceTakenException(String reference) {
        super("the reference " + reference + " was used for another request of this terminal; take a new one");
    }
}
