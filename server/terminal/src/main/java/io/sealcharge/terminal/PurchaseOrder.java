package io.sealcharge.terminal;

import io.sealcharge.envelope.KeyEncryption;
import org.jspecify.annotations.Nullable;

/**
 * What to buy.
 *
 * @param reference unique for ever among the channel's purchases; see {@link References#next()}
 * @param product id of a product
 * @param quantity of vouchers, 1 to 100
 * @param encryption how the platform shall encrypt the vouchers
 * @param keyName a key made by {@link Terminal#keygen}, or null for a new key of this purchase's own
 */
public record PurchaseOrder(
        String reference,
        String product,
        int quantity,
        KeyEncryption encryption,
        @Nullable String keyName) {
    /** With a new reference and a new key. */
    public PurchaseOrder(String product, int quantity, KeyEncryption encryption) {
        this(References.next(), product, quantity, encryption, null);
    }

    public PurchaseOrder {
        References.check(reference, "reference");
    }
}
