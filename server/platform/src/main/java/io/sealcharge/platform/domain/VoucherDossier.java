package io.sealcharge.platform.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a voucher but its PIN.
 *
 * @param expiresAt null while that depends on the sale
 * @param batch the batch that it came from, if it did
 * @param channel who bought it, if anybody did
 * @param replaces the voucher in whose place it was given
 * @param replacedBy the voucher that was given in its place
 * @param history from the first state on; of a long one the newest part
 */
public record VoucherDossier(
        String serialNumber,
        String product,
        VoucherState state,
        Money faceValue,
        @Nullable Instant expiresAt,
        @Nullable String batch,
        @Nullable String channel,
        @Nullable UUID purchase,
        @Nullable String replaces,
        @Nullable String replacedBy,
        List<Event> history) {

    /**
     * One change of state.
     *
     * @param from null for the first state
     * @param actor a channel, an operator's client, or 'platform'
     * @param phoneNumber E.164; where value went to a number
     */
    public record Event(
            @Nullable String from,
            String to,
            String actor,
            String reason,
            @Nullable String remark,
            Money amount,
            @Nullable String channel,
            @Nullable String phoneNumber,
            Instant at) {}
}
