package io.sealcharge.card.protocol;

/** What makes a blank card this issuer's card. */
public record CardParameters(CardId cardId, IssuerId issuer, CurrencyNumber currency, Limits limits) {

    public byte[] encode() {
        return new TlvWriter()
                .put(Tags.CARD_ID, cardId)
                .put(Tags.ISSUER, issuer)
                .put(Tags.CURRENCY, currency.encode())
                .put(Tags.LIMITS, limits.encode())
                .bytes();
    }

    /** @throws MalformedCardDataException if it is not the one encoding of parameters */
    public static CardParameters decode(byte[] bytes) {
        TlvReader reader = TlvReader.of(bytes);
        CardId cardId = new CardId(reader.value(Tags.CARD_ID));
        IssuerId issuer = new IssuerId(reader.value(Tags.ISSUER));
        CurrencyNumber currency = CurrencyNumber.decode(reader.value(Tags.CURRENCY, CurrencyNumber.LENGTH));
        Limits limits = Limits.decode(reader.value(Tags.LIMITS, Limits.LENGTH));
        reader.requireEnd();
        return new CardParameters(cardId, issuer, currency, limits);
    }
}
