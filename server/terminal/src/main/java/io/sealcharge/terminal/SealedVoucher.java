package io.sealcharge.terminal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A voucher as bought.
 *
 * @param faceValueMinor in minor units of {@code currency} (ISO 4217)
 * @param envelope JWE in compact form, to the key of the purchase; none once the platform has erased it
 */
public record SealedVoucher(
        String serialNumber,
        long faceValueMinor,
        String currency,
        Instant expiresAt,
        @Nullable String envelope) {}
