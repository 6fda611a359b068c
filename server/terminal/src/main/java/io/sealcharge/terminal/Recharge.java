package io.sealcharge.terminal;

import org.jspecify.annotations.Nullable;

/**
 * A recharge as the platform tells it.
 *
 * @param status {@code redeemed}, {@code already_redeemed_by_you} or, in look-ups only, {@code refused}
 * @param receipt of the redemption; none if refused
 */
public record Recharge(
        String id,
        String reference,
        String terminal,
        String status,
        @Nullable Receipt receipt) {
    /** Whether the voucher's value went to the number, now or before. */
    public boolean isRedeemed() {
        return receipt != null;
    }
}
