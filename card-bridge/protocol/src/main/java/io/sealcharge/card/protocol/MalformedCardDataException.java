package io.sealcharge.card.protocol;

/** Bytes that are not the one encoding of anything. The message names the rule and never shows what was read. */
public final class MalformedCardDataException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public MalformedCardDataException(String rule) {
        super(rule);
    }
}
