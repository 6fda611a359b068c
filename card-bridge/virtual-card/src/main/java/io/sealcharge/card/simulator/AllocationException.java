package io.sealcharge.card.simulator;

/** A command allocated memory. On a card that is a leak, for nothing is given back; here it stops the command with 6F00 and is remembered. */
final class AllocationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AllocationException(String what) {
        super("allocated after install: " + what);
    }
}
