package io.sealcharge.envelope;

/**
 * A JWK or a JWE breaks a rule that shows without any key. Holds no secret and may be told to the sender.
 *
 * <p>The field is relative to what was read. In a JWK and in a JWE header it is a JSON pointer (RFC 6901) such as
 * {@code /epk/x}; the empty string is the whole. The other parts of a JWE have their names of the JSON serialization
 * (RFC 7516, 7.2): {@code protected}, {@code encrypted_key}, {@code iv}, {@code ciphertext}, {@code tag}.
 */
public final class MalformedEnvelopeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String rule;

    public MalformedEnvelopeException(String field, String rule) {
        super(field.isEmpty() ? rule : field + ": " + rule);
        this.field = field;
        this.rule = rule;
    }

    public String field() {
        return field;
    }

    /** What is required, as the end of a sentence: "must be 12 bytes". */
    public String rule() {
        return rule;
    }
}
