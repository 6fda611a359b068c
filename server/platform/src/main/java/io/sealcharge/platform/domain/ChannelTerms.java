package io.sealcharge.platform.domain;

import org.jspecify.annotations.Nullable;

/**
 * What a channel pays for a product and earns by it, in minor units of the product's currency.
 *
 * @param priceMinor null for the product's own price
 * @param commissionMinor for each voucher; not more than the price
 */
public record ChannelTerms(String product, @Nullable Long priceMinor, long commissionMinor) {}
