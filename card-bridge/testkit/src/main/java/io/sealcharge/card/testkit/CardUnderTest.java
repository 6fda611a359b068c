package io.sealcharge.card.testkit;

/** A card of whatever kind, as the contract test drives it. Tests hold it from one thread. */
public interface CardUnderTest extends AutoCloseable {
    /**
     * One command APDU and its answer with the status word.
     *
     * @throws PowerCutException if a cut that {@link #cutPower} ordered came due; {@link #powerCycle} brings the card back
     */
    byte[] transmit(byte[] apdu);

    /** Takes the power away and gives it back: what is transient is gone, no application is selected. */
    void powerCycle();

    /** Writes to persistent memory since this object was made; a transaction counts as its commit. */
    long persistentWrites();

    /**
     * Orders one cut of power.
     *
     * @param write which persistent write from now on, 1 for the next
     * @param after whether that write still takes effect
     */
    void cutPower(int write, boolean after);

    /** Takes back a cut that has not come due. */
    void keepPower();

    /** Puts the counter of an active card past the interface, since no test can count to its end. */
    void presetCounter(int counter);

    @Override
    void close();
}
