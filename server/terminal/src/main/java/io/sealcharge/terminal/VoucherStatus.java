package io.sealcharge.terminal;

import java.time.Instant;

/**
 * What the platform tells of a voucher to the channel that bought it.
 *
 * @param state such as {@code sold} or {@code redeemed}
 * @param faceValueMinor in minor units of {@code currency} (ISO 4217)
 */
public record VoucherStatus(
        String serialNumber, String product, String state, long faceValueMinor, String currency, Instant expiresAt) {}
