package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.Luhn;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** UUIDs of version 7 that only ever rise on this node, and serial numbers from a secure random generator. */
public final class TimeOrderedIds implements Ids {
    private static final int COUNTER_BITS = 12;
    /** The counter of a new millisecond starts in its lower half, so that it has room to count. */
    private static final int COUNTER_SEED_BOUND = 1 << (COUNTER_BITS - 1);

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RAND_B_MASK = 0x3FFF_FFFF_FFFF_FFFFL;

    private final InstantSource clock;
    private final SecureRandom random;
    /** Milliseconds and counter of the last UUID, side by side: a counter that runs over borrows the next millisecond. */
    private final AtomicLong last = new AtomicLong();

    public TimeOrderedIds(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** Monotonic by a counter in rand_a (RFC 9562, 6.2, method 1), also when the clock stands still or goes back. */
    @Override
    public UUID next() {
        long fresh = (clock.millis() << COUNTER_BITS) | random.nextInt(COUNTER_SEED_BOUND);
        long stamp = last.updateAndGet(before -> Math.max(before + 1, fresh));
        long millis = stamp >>> COUNTER_BITS;
        long counter = stamp & ((1 << COUNTER_BITS) - 1);
        return new UUID(millis << 16 | VERSION_7 | counter, VARIANT | (random.nextLong() & RAND_B_MASK));
    }

    @Override
    public String serialNumber(int length) {
        FairDigits fair = new FairDigits(random);
        byte[] digits = new byte[length];
        // No leading zero, which a spreadsheet would eat.
        digits[0] = fair.digitFrom('1');
        for (int i = 1; i < length - 1; i++) {
            digits[i] = fair.digitFrom('0');
        }
        digits[length - 1] = Luhn.checkDigit(digits, length - 1);
        return new String(digits, StandardCharsets.US_ASCII);
    }
}
