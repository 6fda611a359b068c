package io.sealcharge.platform.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A voucher given in the place of another, whose key or answer was lost: everything the channel was told, so that a repeat
 * is told the same.
 *
 * @param purchase that both vouchers belong to
 * @param replaced serial number of the voucher that is blocked for ever
 * @param face of the new voucher
 * @param envelope compact JWE (RFC 7516); null once it is erased
 */
public record Replacement(
        UUID id,
        String channel,
        String reference,
        UUID purchase,
        String replaced,
        VoucherFace face,
        @Nullable String envelope,
        Instant createdAt) {

    /** Whether the receipt is all that is left. */
    public boolean answerErased() {
        return envelope == null;
    }
}
