package io.sealcharge.hsm.officer;

import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.PinSource;

/** The token that a {@link KeySetup} works on, as an officer sees it. */
interface OfficerToken {

    /** What the token is called, for messages and for the manifest. */
    String label();

    /** Whether a token of this label is there. */
    boolean exists();

    /** Makes the token; the caller wipes the PINs. */
    void initialise(char[] soPin, char[] userPin);

    Hsm open(PinSource userPin);
}
