package io.sealcharge.card.protocol;

import java.nio.ByteBuffer;

/**
 * What a card bears, in minor units of its currency.
 *
 * @param maxBalanceMinor the highest balance
 * @param maxAmountMinor the highest amount of one operation
 * @param pinFreeMinor what may be debited without PIN since the last VERIFY
 */
public record Limits(long maxBalanceMinor, long maxAmountMinor, long pinFreeMinor) {
    static final int LENGTH = 3 * Numbers.AMOUNT_LENGTH;

    /** @throws MalformedCardDataException if one is negative */
    public Limits {
        Numbers.requireAmount(maxBalanceMinor);
        Numbers.requireAmount(maxAmountMinor);
        Numbers.requireAmount(pinFreeMinor);
    }

    byte[] encode() {
        return ByteBuffer.allocate(LENGTH)
                .putLong(maxBalanceMinor)
                .putLong(maxAmountMinor)
                .putLong(pinFreeMinor)
                .array();
    }

    static Limits decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Limits(buffer.getLong(), buffer.getLong(), buffer.getLong());
    }
}
