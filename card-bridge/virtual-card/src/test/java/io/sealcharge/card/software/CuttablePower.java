package io.sealcharge.card.software;

import io.sealcharge.card.testkit.PowerCutException;

/** Power that fails at the tear point it was told. */
final class CuttablePower implements PowerSupply {
    private static final int NEVER = -1;

    private int cutAt = NEVER;
    private int passed;

    /** A new command begins. */
    void begin() {
        passed = 0;
    }

    void cutAt(int tearPoint) {
        cutAt = tearPoint;
    }

    int passed() {
        return passed;
    }

    @Override
    public void tearPoint() {
        int point = passed++;
        if (point == cutAt) {
            throw new PowerCutException();
        }
    }
}
