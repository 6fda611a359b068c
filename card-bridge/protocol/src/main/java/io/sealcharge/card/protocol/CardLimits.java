package io.sealcharge.card.protocol;

/**
 * GET DATA: what a card bears and what of it is used.
 *
 * @param debitedWithoutPinMinor since the last VERIFY
 */
public record CardLimits(CurrencyNumber currency, Limits limits, long debitedWithoutPinMinor) {

    public CardLimits {
        Numbers.requireAmount(debitedWithoutPinMinor);
    }

    public byte[] encode() {
        TlvWriter writer = new TlvWriter()
                .put(Tags.CURRENCY, currency.encode())
                .put(Tags.LIMITS, limits.encode())
                .put(Tags.AMOUNT, Numbers.amount(debitedWithoutPinMinor));
        return new TlvWriter().put(Tags.CARD_LIMITS, writer).bytes();
    }

    /** @throws MalformedCardDataException if it is not the one encoding of limits */
    public static CardLimits decode(byte[] bytes) {
        TlvReader outer = TlvReader.of(bytes);
        TlvReader reader = outer.template(Tags.CARD_LIMITS);
        outer.requireEnd();
        CurrencyNumber currency = CurrencyNumber.decode(reader.value(Tags.CURRENCY, CurrencyNumber.LENGTH));
        Limits limits = Limits.decode(reader.value(Tags.LIMITS, Limits.LENGTH));
        long used = Numbers.amount(reader.value(Tags.AMOUNT, Numbers.AMOUNT_LENGTH));
        reader.requireEnd();
        return new CardLimits(currency, limits, used);
    }
}
