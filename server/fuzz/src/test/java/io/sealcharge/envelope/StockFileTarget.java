package io.sealcharge.envelope;

import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;
import java.nio.charset.StandardCharsets;

/** Files of foreign PINs: only the one that was sealed to the key opens. */
public final class StockFileTarget implements FuzzTarget {
    /** What the seed holds. */
    static final String LINES = "123456789012345," + Told.PIN + "\n";

    private final EnvelopeOpener opener = Known.opener();

    @Override
    public void read(byte[] input) {
        StockFile file;
        try {
            file = StockFile.parse(new String(input, StandardCharsets.UTF_8));
        } catch (MalformedEnvelopeException refused) {
            Refused.check(refused);
            return;
        }
        Told.require(Members.isName(file.kid()), "a kid that is no name");
        try (StockContent content = file.open(opener)) {
            Told.require(new String(content.bytes(), StandardCharsets.US_ASCII).equals(LINES), "a forged file opens");
        } catch (UnreadableEnvelopeException refused) {
            Refused.check(refused);
        }
    }
}
