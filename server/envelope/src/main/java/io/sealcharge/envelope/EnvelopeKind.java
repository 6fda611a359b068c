package io.sealcharge.envelope;

/** The two envelopes and what their headers may say. */
enum EnvelopeKind {
    /** Platform to terminal: to any key that a terminal may give; the platform always says what it is. */
    VOUCHER("sealcharge-voucher+jwe", true),
    /** Terminal to platform: to an EC key that the platform names. */
    RECHARGE("sealcharge-recharge+jwe", false);

    private final String typ;
    private final boolean toTerminal;

    EnvelopeKind(String typ, boolean toTerminal) {
        this.typ = typ;
        this.toTerminal = toTerminal;
    }

    String typ() {
        return typ;
    }

    boolean allows(KeyEncryption encryption) {
        return toTerminal || encryption.agrees();
    }

    /** The allow-list as text. */
    String algorithms() {
        return toTerminal ? "ECDH-ES, ECDH-ES+A256KW or RSA-OAEP-256" : "ECDH-ES or ECDH-ES+A256KW";
    }

    boolean typRequired() {
        return toTerminal;
    }

    boolean kidRequired() {
        return !toTerminal;
    }
}
