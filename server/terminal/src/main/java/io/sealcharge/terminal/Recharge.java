package io.sealcharge.terminal;

import org.jspecify.annotations.Nullable;

/**
 * A recharge as the platform tells it.
 *
 * @param id none if the same voucher is being redeemed for the same number by an earlier recharge
 * @param status {@code redeemed}, {@code already_redeemed_by_you} or {@code pending}; in look-ups also {@code refused}
 *     and {@code charging_rejected}
 * @param rechargeId of a pending one: the recharge that is under way, this one or an earlier one
 * @param receipt of the redemption; none if there was none yet
 */
public record Recharge(
        @Nullable String id,
        String reference,
        String terminal,
        String status,
        @Nullable String rechargeId,
        @Nullable Receipt receipt) {
    /** Whether the voucher's value went to the number, now or before. */
    public boolean isRedeemed() {
        return receipt != null;
    }

    /** Whether the charging system has not yet said what became of it; the same request again tells. */
    public boolean isPending() {
        return status.equals("pending");
    }

    /** The recharge to ask for while this one is pending. */
    String underWay() {
        String known = rechargeId == null ? id : rechargeId;
        if (known == null) {
            throw new UnexpectedAnswerException("the platform's answer lacks /rechargeId");
        }
        return known;
    }
}
