package io.sealcharge.envelope;

import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;
import java.nio.charset.StandardCharsets;

/** The keys that a terminal is to trust. */
public final class PinnedKeysTarget implements FuzzTarget {

    @Override
    public void read(byte[] input) {
        try {
            PinnedKeys pins = PinnedKeys.parse(new String(input, StandardCharsets.UTF_8));
            Told.require(!pins.kids().isEmpty(), "no key at all");
            pins.kids().forEach(kid -> {
                Told.require(kid.matches("[A-Za-z0-9_-]{43}"), "no thumbprint: " + kid);
                Told.require(!pins.verify(kid, input, new byte[64]), "a signature of zeros is good");
            });
        } catch (MalformedEnvelopeException refused) {
            Refused.check(refused);
        }
    }
}
