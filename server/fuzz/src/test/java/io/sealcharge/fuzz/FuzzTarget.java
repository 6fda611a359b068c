package io.sealcharge.fuzz;

/**
 * A parser of bytes from outside with what must hold for all of them: it gives a value of which its properties are
 * true, or refuses by the exceptions that it documents and no others.
 */
public interface FuzzTarget {

    /** @throws AssertionError if something does not hold; whatever else it throws is a finding, too */
    void read(byte[] input) throws Exception;
}
