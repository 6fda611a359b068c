package io.sealcharge.cli.demo;

import io.sealcharge.envelope.Pin;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The PINs that the demo has had in its hands, by a name that may be shown. */
public final class Secrets implements AutoCloseable {
    private final Map<String, byte[]> digits = new LinkedHashMap<>();

    public void add(String name, Pin pin) {
        digits.put(name, pin.asciiBytes());
    }

    public int size() {
        return digits.size();
    }

    public PinSearch search() {
        return new PinSearch(digits);
    }

    @Override
    public void close() {
        digits.values().forEach(pin -> Arrays.fill(pin, (byte) 0));
        digits.clear();
    }
}
