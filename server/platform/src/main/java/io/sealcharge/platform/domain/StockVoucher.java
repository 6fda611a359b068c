package io.sealcharge.platform.domain;

import java.util.List;

/**
 * A voucher for the stock: its PIN is indexed and boxed.
 *
 * @param indexes under each live epoch, newest first: the first is stored, none may exist already
 */
public record StockVoucher(String serialNumber, List<PinIndex> indexes, PinBox box) {
    public StockVoucher {
        indexes = List.copyOf(indexes);
    }

    /** The index that is stored. */
    public PinIndex pinIndex() {
        return indexes.getFirst();
    }
}
