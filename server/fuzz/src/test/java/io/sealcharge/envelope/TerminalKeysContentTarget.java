package io.sealcharge.envelope;

import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;

/** What a platform has encrypted as shared keys, whatever it is. */
public final class TerminalKeysContentTarget implements FuzzTarget {
    private final TerminalPrivateKey key = Known.terminalKey(KeyEncryption.ECDH_ES);

    @Override
    public void read(byte[] input) {
        try (TerminalKeys keys = TerminalKeysEnvelope.read(input.clone(), key.publicKey())) {
            Told.require(keys.jkt().equals(key.publicKey().thumbprint()), "bound to another key");
            String sealed = TerminalKeysEnvelope.seal(keys, key.publicKey());
            try (TerminalKeys same = TerminalKeysEnvelope.open(sealed, key)) {
                Told.require(same.equals(keys), "other keys after sealing and opening");
            }
        } catch (UnreadableEnvelopeException refused) {
            Refused.check(refused);
        }
    }
}
