package io.sealcharge.platform.domain;

/** The key that a recharge request was given for its envelope. */
public sealed interface RechargeKeyGrant {

    /** The name that the envelope's header must have. */
    String kid();

    /**
     * A key pair of the platform's, for this request alone or for those of a short window.
     *
     * @param statement the platform's signature over key, reference, channel, terminal and expiry: a compact JWS
     */
    record Assigned(AssignedKey key, String statement) implements RechargeKeyGrant {
        @Override
        public String kid() {
            return key.kid();
        }
    }

    /** A key that the terminal has already, and keeps: what is used up is the request, not the key. */
    record Shared(TerminalKeyId key) implements RechargeKeyGrant {
        @Override
        public String kid() {
            return key.kid();
        }
    }
}
