package io.sealcharge.platform.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sale and its answer: everything the channel was told, so that a repeat is told the same.
 *
 * @param total what the channel paid, its commission not yet taken off
 * @param commission what the channel earned by all vouchers together
 * @param sharedKey the shared key that the vouchers were sealed to; null for a key of the terminal's own
 * @param answerErased whether the envelopes are erased, so that the receipt is all that is left
 */
public record Purchase(
        UUID id,
        String channel,
        String reference,
        String terminal,
        String product,
        Money total,
        Money commission,
        @Nullable TerminalKid sharedKey,
        boolean answerErased,
        Instant createdAt,
        List<Item> vouchers) {

    /**
     * One voucher of the sale.
     *
     * @param envelope compact JWE (RFC 7516); null once it is erased
     */
    public record Item(VoucherFace face, @Nullable String envelope) {}
}
