package io.sealcharge.hsm.testkit;

import io.sealcharge.hsm.Hsm;

/** A fresh token that a test may open, close and open again; at most one {@link Hsm} is open on it at a time. */
public interface TestToken extends AutoCloseable {

    /**
     * Opens the token, as a newly started node does: logged in, no keys in use, no one-time keys held.
     *
     * @param oneTimeKeys how many one-time keys the opened HSM may hold
     */
    Hsm open(int oneTimeKeys);

    /** Removes the token and what it keeps on disk. */
    @Override
    void close();
}
