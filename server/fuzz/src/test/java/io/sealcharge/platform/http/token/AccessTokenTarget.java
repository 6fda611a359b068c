package io.sealcharge.platform.http.token;

import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Access tokens: nothing is taken but what the platform has signed. */
public final class AccessTokenTarget implements FuzzTarget {
    /** The key of the seeds' platform; the private one is thrown away. */
    private static final String KEYS = """
            {"keys":[{"kty":"EC","crv":"P-256","kid":"token-key","x":"pLutIs2SEM8gHSWxOdHipm1IJ63YFBt6aHZKPOiscrk","y":"zhg1EeVw8Md-6ep6GTeOjS-fMPs73CW8qDe8MC1LnVc"}]}""";

    private static final Instant NOW = Instant.parse("2026-11-28T06:00:00Z");

    private final AccessTokenVerifier verifier =
            new AccessTokenVerifier("urn:sealcharge:fuzz", () -> KEYS, () -> NOW, 4);
    private final String signed;

    /** @param seed the one token that the key has signed */
    public AccessTokenTarget(String seed) {
        signed = seed;
    }

    @Override
    public void read(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            VerifiedToken token = verifier.verify(text);
            Told.require(text.equals(signed), "a forged token is taken, or one in another text");
            Told.require(token.expiresAt().isAfter(NOW), "a token past its time is taken");
        } catch (InvalidTokenException refused) {
            Told.requireHarmless(String.valueOf(refused.getMessage()));
        }
    }
}
