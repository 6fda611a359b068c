package io.sealcharge.terminal;

import io.sealcharge.envelope.KeyManagement;
import org.jspecify.annotations.Nullable;

/**
 * What to buy.
 *
 * @param reference unique for ever among the channel's purchases; see {@link References#next()}
 * @param product id of a product
 * @param quantity of vouchers, 1 to 100
 * @param encryption how the platform shall encrypt the vouchers
 * @param keyName a key made by {@link Terminal#keygen} or the kid of a shared key; null for a new key of this
 *     purchase's own, or the newest shared key
 */
public record PurchaseOrder(
        String reference,
        String product,
        int quantity,
        KeyManagement encryption,
        @Nullable String keyName) {
    /** With a new reference, and a new key or the newest shared one. */
    public PurchaseOrder(String product, int quantity, KeyManagement encryption) {
        this(References.next(), product, quantity, encryption, null);
    }

    public PurchaseOrder {
        References.check(reference, "reference");
    }
}
