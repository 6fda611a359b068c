package io.sealcharge.card.simulator;

/**
 * Counts where the power may fail, and lets it fail there. A tear point lies before and after each single write to persistent memory, in the middle
 * of a write that may be found half done, and before and after each commit.
 */
final class PowerSupply {
    private static final int NEVER = -1;

    private int tearPoints;
    private int cutAt = NEVER;

    /** Cuts the power at a tear point of the next command, the first being 0. */
    void cutAt(int tearPoint) {
        cutAt = tearPoint;
    }

    /** @return how many tear points the last command passed */
    int tearPoints() {
        return tearPoints;
    }

    void commandBegins() {
        tearPoints = 0;
    }

    void commandEnds() {
        cutAt = NEVER;
    }

    void tearPoint() {
        if (tearPoints++ == cutAt) {
            cutAt = NEVER;
            throw new PowerCut();
        }
    }
}
