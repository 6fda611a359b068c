package io.sealcharge.terminal;

import java.time.Instant;
import java.util.List;

/**
 * A purchase that the platform made.
 *
 * @param totalMinor what the channel paid, in minor units of {@code currency} (ISO 4217)
 */
public record Purchase(
        String id,
        String reference,
        String terminal,
        String product,
        int quantity,
        long totalMinor,
        String currency,
        Instant createdAt,
        List<SealedVoucher> vouchers) {
    public Purchase {
        vouchers = List.copyOf(vouchers);
    }
}
