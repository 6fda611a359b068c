package io.sealcharge.platform.app;

import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Client assertions: nothing counts as signed but what the channel has signed. */
public final class ClientAssertionTarget implements FuzzTarget {
    /** The key of the seeds' channel; the private one is thrown away. */
    private static final String KEYS = """
            {"keys":[{"kty":"EC","crv":"P-256","kid":"assertion-key","x":"hJj2I4-HRjUBK8zVNByjc4zmezzmXEwJV5mbe3TJxbQ","y":"HKX34l9qFhXCKOXfqytZ2nrW_laX8ofi4PAw2RkGvro"}]}""";

    private static final Instant NOW = Instant.parse("2026-11-28T06:00:00Z");

    private final String signed;

    /** @param seed the one assertion that the key has signed */
    public ClientAssertionTarget(String seed) {
        signed = seed;
    }

    @Override
    public void read(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            ClientAssertion assertion = ClientAssertion.read(text);
            Told.require(assertion.channel().matches("[A-Za-z0-9._:-]{1,64}"), "a channel that is no name");
            Told.require(assertion.jti().matches("[A-Za-z0-9._:-]{1,64}"), "a jti that is no name");
            if (assertion.isSignedBy(KEYS)) {
                Told.require(text.equals(signed), "a forged assertion is taken, or one in another text");
            }
            assertion.check(NOW, Duration.ofMinutes(5), Set.of("urn:sealcharge:fuzz"));
            Told.require(assertion.rememberedUntil().isAfter(NOW), "an assertion that may be sent again");
        } catch (BadAssertionException refused) {
            Told.requireHarmless(refused.rule());
        }
    }
}
