package io.sealcharge.card.testkit.fuzz;

import java.util.Arrays;
import java.util.List;

/** A fuzzer's bytes, taken one after the other; behind the last come zeros. */
final class FuzzBytes {
    private static final int FLIPS = 0x03;
    private static final int CUT = 0x04;
    private static final int LENGTHEN = 0x08;
    private static final int MOST_FLIPPED = 8;

    private final byte[] bytes;
    private int position;

    FuzzBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean atEnd() {
        return position >= bytes.length;
    }

    /** 0 to 255. */
    int next() {
        return atEnd() ? 0 : bytes[position++] & 0xFF;
    }

    <T> T oneOf(List<T> choice) {
        return choice.get(next() % choice.size());
    }

    /** As many as there still are, up to {@code length}. */
    byte[] take(int length) {
        byte[] taken =
                Arrays.copyOfRange(bytes, Math.min(position, bytes.length), Math.min(position + length, bytes.length));
        position += length;
        return taken;
    }

    /**
     * These bytes with some of their bits turned over, cut short or lengthened, as the next bytes say; most often as they
     * are. Bits are turned over rather than set, so that cards which differ in a key or a challenge get equally spoilt
     * commands.
     */
    byte[] spoilt(byte[] good) {
        int how = next();
        byte[] bad = good.clone();
        for (int flips = how & FLIPS; flips > 0 && bad.length > 0; flips--) {
            int at = next();
            for (int count = 1 + next() % MOST_FLIPPED; count > 0; count--) {
                bad[at % bad.length] ^= (byte) next();
                at++;
            }
        }
        if ((how & CUT) != 0) {
            bad = Arrays.copyOf(bad, next() % (bad.length + 1));
        }
        if ((how & LENGTHEN) != 0) {
            bad = Arrays.copyOf(bad, bad.length + next());
        }
        return bad;
    }
}
