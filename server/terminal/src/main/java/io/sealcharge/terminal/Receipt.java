package io.sealcharge.terminal;

import java.time.Instant;

/**
 * That a voucher's value went to a phone number.
 *
 * @param rechargeId the recharge that redeemed it
 * @param amountMinor in minor units of {@code currency} (ISO 4217)
 */
public record Receipt(
        String rechargeId,
        String reference,
        String serialNumber,
        String phoneNumber,
        long amountMinor,
        String currency,
        Instant redeemedAt) {}
