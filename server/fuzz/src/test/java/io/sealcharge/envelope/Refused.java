package io.sealcharge.envelope;

import io.sealcharge.fuzz.Told;

/** What the envelopes' refusals may say. */
final class Refused {
    private Refused() {}

    static void check(MalformedEnvelopeException refused) {
        Told.require(!refused.rule().isBlank(), "a refusal without a rule");
        Told.requireHarmless(refused.rule());
        // a pointer may hold a name that the sender made up, cut and cleaned
        Told.require(refused.field().matches("[\\x20-\\x7e]*"), "not printable: " + refused.field());
    }

    static void check(UnreadableEnvelopeException refused) {
        Told.requireHarmless(String.valueOf(refused.getMessage()));
        Told.require(refused.getCause() == null, "an unreadable envelope tells its cause");
    }
}
