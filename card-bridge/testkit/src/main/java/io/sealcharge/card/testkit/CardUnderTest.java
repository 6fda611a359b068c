package io.sealcharge.card.testkit;

/** A card of whatever kind, as the contract test drives it. Tests hold it from one thread. */
public interface CardUnderTest extends AutoCloseable {
    /**
     * One command APDU and its answer with the status word.
     *
     * @throws PowerCutException if a cut that {@link #cutPowerAt} ordered came due; {@link #powerCycle} brings the card back
     */
    byte[] transmit(byte[] apdu);

    /** Takes the power away and gives it back: what is transient is gone, no application is selected. */
    void powerCycle();

    /**
     * Cuts the power at a tear point of the next command: before or after one of its writes to persistent memory. A
     * transaction is one write, its commit, but a card may count more points.
     *
     * @param tearPoint the first is 0; one that the command does not reach cuts nothing and is forgotten
     */
    void cutPowerAt(int tearPoint);

    /** How many tear points the last command passed, whether it ended or was cut. */
    int tearPointsOfLastCommand();

    /** Puts the counter of an active card past the interface, since no test can count to its end. */
    void presetCounter(int counter);

    @Override
    void close();
}
