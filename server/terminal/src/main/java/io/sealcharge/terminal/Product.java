package io.sealcharge.terminal;

/**
 * What can be bought.
 *
 * @param faceValueMinor what a voucher adds to a balance, in minor units of {@code currency}
 * @param priceMinor what a voucher costs the channel, in minor units of {@code currency}
 * @param currency ISO 4217
 */
public record Product(
        String id, String name, long faceValueMinor, long priceMinor, String currency, int validityDays) {}
