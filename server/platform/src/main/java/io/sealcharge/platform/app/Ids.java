package io.sealcharge.platform.app;

import java.util.UUID;

/** Makes identifiers. */
public interface Ids {
    /** A time-ordered UUID (version 7, RFC 9562, 5.7). */
    UUID next();

    /**
     * A new serial number.
     *
     * @param length digits, the last one a Luhn digit (ISO/IEC 7812-1, annex B)
     */
    String serialNumber(int length);
}
