package io.sealcharge.envelope;

/**
 * What a terminal-keys envelope holds: the keys that the platform and a terminal share from then on, one for each
 * direction. Closing it wipes both.
 *
 * @param reference of the registration or rotation, 1 to 64 of {@code A-Z a-z 0-9 . _ : -}
 * @param jkt thumbprint of the terminal's key (RFC 7638), which binds the envelope to it
 */
public record TerminalKeys(String reference, String jkt, SharedKey toTerminal, SharedKey toPlatform)
        implements AutoCloseable {
    /** @throws IllegalArgumentException if a member is not as described, or the keys are no pair */
    public TerminalKeys {
        toTerminal.require(SharedKey.Direction.TO_TERMINAL);
        toPlatform.require(SharedKey.Direction.TO_PLATFORM);
        if (!toTerminal.kid().equals(toPlatform.kid())) {
            throw new IllegalArgumentException("the shared keys of two terminals or generations");
        }
        if (!Members.isName(reference)) {
            throw new IllegalArgumentException("bad reference of terminal keys");
        }
        if (!Members.isName(jkt)) {
            throw new IllegalArgumentException("bad jkt of terminal keys");
        }
    }

    /** The name of both keys: terminal and generation. */
    public String kid() {
        return toTerminal.kid();
    }

    @Override
    public void close() {
        toTerminal.close();
        toPlatform.close();
    }
}
