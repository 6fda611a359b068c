package io.sealcharge.platform.domain;

/**
 * What a channel can buy: vouchers of one face value.
 *
 * @param price what one voucher costs the channel
 * @param serialLength digits of the serial number, Luhn digit included
 * @param validityDays days from the sale until a voucher expires
 */
public record Product(
        String id,
        String name,
        Money faceValue,
        Money price,
        PinFormat pinFormat,
        int serialLength,
        int validityDays,
        ProductSource source) {

    /** A product whose PINs are minted at the sale. */
    public Product(
            String id,
            String name,
            Money faceValue,
            Money price,
            PinFormat pinFormat,
            int serialLength,
            int validityDays) {
        this(id, name, faceValue, price, pinFormat, serialLength, validityDays, ProductSource.MINTED);
    }
}
