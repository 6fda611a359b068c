package io.sealcharge.card.protocol;

/**
 * A currency by its ISO 4217 number, in packed decimal on the card.
 *
 * @param number 1 to 999; 156 is CNY
 */
public record CurrencyNumber(int number) {
    static final int LENGTH = 2;

    /** @throws MalformedCardDataException if the number is out of range */
    public CurrencyNumber {
        if (number < 1 || number > 999) {
            throw new MalformedCardDataException("currency must be 1 to 999");
        }
    }

    byte[] encode() {
        return new byte[] {(byte) (number / 100), (byte) (number / 10 % 10 << 4 | number % 10)};
    }

    static CurrencyNumber decode(byte[] two) {
        int tens = (two[1] & 0xF0) >> 4;
        int ones = two[1] & 0x0F;
        if (two[0] < 0 || two[0] > 9 || tens > 9 || ones > 9) {
            throw new MalformedCardDataException("currency must be packed decimal digits");
        }
        return new CurrencyNumber(two[0] * 100 + tens * 10 + ones);
    }
}
