package io.sealcharge.card.testkit.fuzz;

import io.sealcharge.card.testkit.CardUnderTest;

/** A card whose persistent memory can be looked at and put back. */
public interface RestorableCard extends CardUnderTest {
    /** A copy of all that the card remembers without power. */
    byte[] memory();

    /** Puts another memory of the same card in its place; no application is selected then. */
    void restore(byte[] memory);
}
