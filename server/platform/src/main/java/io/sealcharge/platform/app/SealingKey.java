package io.sealcharge.platform.app;

import io.sealcharge.envelope.SymmetricEncryption;
import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.platform.domain.TerminalKeyId;

/** What vouchers are sealed to. */
public sealed interface SealingKey {
    /** A key pair of the terminal's own. */
    record Own(TerminalPublicKey key) implements SealingKey {}

    /** The key from the platform to the terminal that both share. */
    record Shared(TerminalKeyId id, SymmetricEncryption encryption) implements SealingKey {}
}
