package io.sealcharge.hsm;

/**
 * Names one key of the platform: a role and its epoch.
 *
 * @param epoch 1 or more; rises with each rotation
 */
public record KeyId(KeyRole role, int epoch) {
    public KeyId {
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch must be 1 or more, was " + epoch);
        }
    }

    /** The CKA_LABEL of the key, for people who look into the token; the key is found by CKA_ID. */
    public String label() {
        return "sealcharge/" + role.label() + "/" + epoch;
    }

    @Override
    public String toString() {
        return role.label() + "/" + epoch;
    }
}
