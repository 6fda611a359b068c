package io.sealcharge.platform.keys;

import io.sealcharge.envelope.Pin;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.Secret;
import io.sealcharge.platform.domain.Luhn;
import io.sealcharge.platform.domain.PinFormat;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Digits from the HSM's random generator, each of the ten equally likely. Not for use by several threads. */
final class RandomDigits implements AutoCloseable {
    /** Enough for three PINs of 18 digits: one call to the token in place of many. */
    private static final int BYTES_AT_ONCE = 64;
    /** Bytes from here on are thrown away: 256 is no multiple of 10, and they would make small digits likelier. */
    private static final int FAIR_BOUND = 250;

    private final Hsm hsm;
    private @Nullable Secret drawn;
    private int used;

    RandomDigits(Hsm hsm) {
        this.hsm = hsm;
    }

    /** A new PIN, which the caller closes. */
    Pin pin(PinFormat format) {
        byte[] digits = new byte[format.length()];
        try {
            int free = format.checkDigit() ? digits.length - 1 : digits.length;
            for (int i = 0; i < free; i++) {
                digits[i] = next();
            }
            if (format.checkDigit()) {
                digits[free] = Luhn.checkDigit(digits, free);
            }
            return new Pin(digits);
        } finally {
            Arrays.fill(digits, (byte) 0);
        }
    }

    private byte next() {
        while (true) {
            Secret bytes = drawn;
            if (bytes == null || used == bytes.length()) {
                close();
                bytes = hsm.random(BYTES_AT_ONCE);
                drawn = bytes;
                used = 0;
            }
            int random = bytes.bytes()[used++] & 0xFF;
            if (random < FAIR_BOUND) {
                return (byte) ('0' + random % 10);
            }
        }
    }

    @Override
    public void close() {
        if (drawn != null) {
            drawn.close();
        }
    }
}
