package io.sealcharge.terminal;

import io.sealcharge.envelope.KeyManagement;
import org.jspecify.annotations.Nullable;

/**
 * Which voucher to replace. A voucher is replaced once, and only while it is neither spent nor blocked nor expired.
 *
 * @param reference unique for ever among the channel's replacements; see {@link References#next()}
 * @param purchase reference of the purchase that the voucher belongs to
 * @param encryption how the platform shall encrypt the new one
 * @param keyName a key made by {@link Terminal#keygen} or the kid of a shared key; null for a new key of this
 *     replacement's own, or the newest shared key
 */
public record ReplacementOrder(
        String reference,
        String purchase,
        String serialNumber,
        KeyManagement encryption,
        @Nullable String keyName) {
    public ReplacementOrder {
        References.check(reference, "reference");
        References.check(purchase, "purchase");
        References.check(serialNumber, "serial number");
    }
}
