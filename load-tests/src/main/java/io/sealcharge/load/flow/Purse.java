package io.sealcharge.load.flow;

import io.sealcharge.envelope.Pin;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Vouchers that were bought and not spent. */
public final class Purse implements AutoCloseable {
    private final Deque<Voucher> vouchers = new ArrayDeque<>();

    /** Whoever takes it closes the PIN. */
    record Voucher(long serialNumber, Pin pin) {}

    void add(Voucher voucher) {
        vouchers.add(voucher);
    }

    /** The one that lies in it longest; null if it is empty. */
    @Nullable
    Voucher take() {
        return vouchers.poll();
    }

    public int size() {
        return vouchers.size();
    }

    @Override
    public void close() {
        vouchers.forEach(voucher -> voucher.pin().close());
        vouchers.clear();
    }
}
