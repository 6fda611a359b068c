package io.sealcharge.envelope;

/** How a key that terminal and platform share encrypts (RFC 7518, 4.4 and 4.5). The content is always A256GCM. */
public enum SymmetricEncryption {
    /** The shared key wraps a random content key. */
    A256KW("A256KW"),
    /** The shared key encrypts the content itself. */
    DIR("dir");

    private final String jwaName;

    SymmetricEncryption(String jwaName) {
        this.jwaName = jwaName;
    }

    /** The name in {@code alg}. */
    public String jwaName() {
        return jwaName;
    }
}
