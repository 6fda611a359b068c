package io.sealcharge.platform.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A voucher from stock that a node may sell until its lease ends.
 *
 * @param expiresAt as its batch says; null if it expires by its sale
 * @param leasedUntil by the clock of the node, and not later than the database has it
 */
public record ClaimedVoucher(
        String serialNumber,
        String batch,
        Money faceValue,
        @Nullable Instant expiresAt,
        PinBox box,
        Instant leasedUntil) {

    /** As it is sold at that moment. */
    public BoxedVoucher soldAt(Instant at, int validityDays) {
        Instant end = expiresAt == null ? at.plus(validityDays, ChronoUnit.DAYS) : expiresAt;
        return new BoxedVoucher(new VoucherFace(serialNumber, faceValue, end), box);
    }
}
