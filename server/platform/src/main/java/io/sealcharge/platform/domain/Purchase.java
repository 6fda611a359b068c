package io.sealcharge.platform.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A sale and its answer: everything the channel was told, so that a repeat is told the same. */
public record Purchase(
        UUID id,
        String channel,
        String reference,
        String terminal,
        String product,
        Money total,
        Instant createdAt,
        List<Item> vouchers) {

    /** One voucher of the sale. */
    public record Item(VoucherFace face, String envelope) {}
}
