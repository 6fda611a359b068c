package io.sealcharge.envelope;

/**
 * An envelope did not open, or what it held is not what it must hold. It has no cause and no detail, since whatever is
 * learnt only by decrypting must look the same.
 */
public final class UnreadableEnvelopeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableEnvelopeException() {
        super("the envelope cannot be read", null, false, false);
    }
}
