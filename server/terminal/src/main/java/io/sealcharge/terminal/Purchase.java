package io.sealcharge.terminal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A purchase that the platform made.
 *
 * @param totalMinor what the vouchers cost the channel, in minor units of {@code currency} (ISO 4217)
 * @param commissionMinor what the channel got back of it, if the platform says so
 * @param answerErased whether the platform no longer has the envelopes; null if it says nothing
 */
public record Purchase(
        String id,
        String reference,
        String terminal,
        String product,
        int quantity,
        long totalMinor,
        @Nullable Long commissionMinor,
        String currency,
        Instant createdAt,
        @Nullable Boolean answerErased,
        List<SealedVoucher> vouchers) {
    public Purchase {
        vouchers = List.copyOf(vouchers);
    }
}
