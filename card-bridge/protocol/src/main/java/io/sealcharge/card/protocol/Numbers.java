package io.sealcharge.card.protocol;

import java.nio.ByteBuffer;

/** Unsigned big-endian numbers, as the card writes them. */
final class Numbers {
    static final int AMOUNT_LENGTH = 8;
    static final int COUNTER_LENGTH = 4;
    static final int EPOCH_LENGTH = 2;
    static final long MAX_COUNTER = 0xFFFF_FFFFL;
    static final int MAX_EPOCH = 0x7FFF;

    private Numbers() {}

    /** @return eight bytes */
    static byte[] amount(long amountMinor) {
        return ByteBuffer.allocate(AMOUNT_LENGTH)
                .putLong(requireAmount(amountMinor))
                .array();
    }

    /** @throws MalformedCardDataException if the first bit is set */
    static long amount(byte[] eight) {
        return requireAmount(ByteBuffer.wrap(eight).getLong());
    }

    static long requireAmount(long amountMinor) {
        if (amountMinor < 0) {
            throw new MalformedCardDataException("amount must be 0 to 2^63 - 1");
        }
        return amountMinor;
    }

    /** @return four bytes */
    static byte[] counter(long counter) {
        return ByteBuffer.allocate(COUNTER_LENGTH)
                .putInt((int) requireCounter(counter))
                .array();
    }

    static long counter(byte[] four) {
        return ByteBuffer.wrap(four).getInt() & MAX_COUNTER;
    }

    static long requireCounter(long counter) {
        if (counter < 0 || counter > MAX_COUNTER) {
            throw new MalformedCardDataException("counter must be 0 to 2^32 - 1");
        }
        return counter;
    }

    /** @return two bytes */
    static byte[] epoch(int epoch) {
        return ByteBuffer.allocate(EPOCH_LENGTH)
                .putShort((short) requireEpoch(epoch))
                .array();
    }

    /** @throws MalformedCardDataException if it is not 1 to 32,767 */
    static int epoch(byte[] two) {
        return requireEpoch(ByteBuffer.wrap(two).getShort());
    }

    static int requireEpoch(int epoch) {
        if (epoch < 1 || epoch > MAX_EPOCH) {
            throw new MalformedCardDataException("epoch must be 1 to " + MAX_EPOCH);
        }
        return epoch;
    }
}
