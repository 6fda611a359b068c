package io.sealcharge.platform.domain;

import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;
import java.nio.charset.StandardCharsets;

/** Names of shared keys: one text for each. */
public final class TerminalKidTarget implements FuzzTarget {

    @Override
    public void read(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        TerminalKid.parse(text).ifPresent(kid -> Told.require(kid.toString().equals(text), "a name in two ways"));
    }
}
