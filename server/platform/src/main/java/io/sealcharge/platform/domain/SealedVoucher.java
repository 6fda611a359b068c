package io.sealcharge.platform.domain;

import java.util.List;

/**
 * A voucher whose PIN is sealed to the terminal's key.
 *
 * @param indexes the PIN's index under each live epoch, newest first: the first is stored, none may exist already. Empty
 *     for a voucher from stock, whose index is stored
 * @param envelope the PIN envelope, compact JWE (RFC 7516)
 */
public record SealedVoucher(VoucherFace face, List<PinIndex> indexes, String envelope) {
    public SealedVoucher {
        indexes = List.copyOf(indexes);
    }

    /** The index that is stored with a minted voucher. */
    public PinIndex pinIndex() {
        return indexes.getFirst();
    }
}
