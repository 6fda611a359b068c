package io.sealcharge.card.software;

/** The card's power, which may go away before or after any write to persistent memory. */
@FunctionalInterface
public interface PowerSupply {
    /** Power that stays. */
    PowerSupply STEADY = () -> {};

    /** Called right before and right after each write; throws to cut the power there. */
    void tearPoint();
}
