package io.sealcharge.envelope;

import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;
import java.nio.charset.StandardCharsets;

/** Envelopes with shared keys that reach a terminal: only the one that was sealed opens. */
public final class TerminalKeysTarget implements FuzzTarget {
    private final TerminalPrivateKey key = Known.terminalKey(KeyEncryption.ECDH_ES);

    @Override
    public void read(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try (TerminalKeys keys = TerminalKeysEnvelope.open(text, key)) {
            try (TerminalKeys sealed = Samples.terminalKeys(key.publicKey())) {
                Told.require(keys.equals(sealed), "forged keys open");
            }
        } catch (MalformedEnvelopeException refused) {
            Refused.check(refused);
        } catch (UnreadableEnvelopeException refused) {
            Refused.check(refused);
        }
    }
}
