package io.sealcharge.envelope;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** Times as they stand in envelopes and statements: RFC 3339 in UTC with milliseconds. */
final class Timestamps {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            // or the 31st of November would be read as the 30th
            .withResolverStyle(ResolverStyle.STRICT);

    private Timestamps() {}

    static String format(Instant instant) {
        return FORMAT.format(instant);
    }

    /** @throws IllegalArgumentException if it is no such time */
    static Instant parse(String text) {
        try {
            return Instant.from(FORMAT.parse(text));
        } catch (DateTimeException notATime) {
            throw new IllegalArgumentException("must be a time in UTC with milliseconds (RFC 3339)");
        }
    }
}
