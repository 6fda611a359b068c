package io.sealcharge.terminal;

import java.time.Instant;

/**
 * A voucher as bought.
 *
 * @param faceValueMinor in minor units of {@code currency} (ISO 4217)
 * @param envelope JWE in compact form, to the key of the purchase
 */
public record SealedVoucher(
        String serialNumber, long faceValueMinor, String currency, Instant expiresAt, String envelope) {}
