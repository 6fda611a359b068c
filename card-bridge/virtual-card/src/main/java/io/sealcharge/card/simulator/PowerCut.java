package io.sealcharge.card.simulator;

/** The power failed. An error, so that no applet can catch it by catching exceptions; it has no trace, for it is thrown by the thousand. */
final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;

    PowerCut() {
        super("power cut", null, false, false);
    }
}
