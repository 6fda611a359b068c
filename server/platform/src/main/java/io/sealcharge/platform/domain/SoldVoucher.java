package io.sealcharge.platform.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * A voucher that somebody has bought, as far as another can be given in its place.
 *
 * @param batchOpen whether its batch lets it be redeemed, if it is of one
 */
public record SoldVoucher(VoucherFace face, VoucherState state, boolean batchOpen) {

    /** Why no other voucher is given in its place at that moment; empty if one is. */
    public Optional<Refusal> notReplaceable(Instant at) {
        if (state == VoucherState.RESERVED) {
            return Optional.of(Refusal.VOUCHER_RESERVED);
        }
        if (state != VoucherState.SOLD || !face.expiresAt().isAfter(at)) {
            return Optional.of(Refusal.VOUCHER_NOT_REPLACEABLE);
        }
        return batchOpen ? Optional.empty() : Optional.of(Refusal.STATE_CONFLICT);
    }
}
