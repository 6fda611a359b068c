package io.sealcharge.terminal;

import java.time.Instant;

/**
 * A voucher in the place of another, which is blocked for ever. No money moved.
 *
 * @param replacedSerialNumber of the voucher that is blocked
 */
public record Replacement(
        String id,
        String reference,
        String purchaseId,
        String replacedSerialNumber,
        SealedVoucher voucher,
        Instant createdAt) {}
