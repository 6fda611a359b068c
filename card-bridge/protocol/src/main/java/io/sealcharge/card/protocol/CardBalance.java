package io.sealcharge.card.protocol;

/**
 * The answer of GET BALANCE.
 *
 * @param balanceMinor minor units; nobody vouches for it until a signed result does
 */
public record CardBalance(long balanceMinor, CurrencyNumber currency) {

    public CardBalance {
        Numbers.requireAmount(balanceMinor);
    }

    public byte[] encode() {
        return new TlvWriter()
                .put(Tags.BALANCE, Numbers.amount(balanceMinor))
                .put(Tags.CURRENCY, currency.encode())
                .bytes();
    }

    /** @throws MalformedCardDataException if it is not the one encoding of a balance */
    public static CardBalance decode(byte[] bytes) {
        TlvReader reader = TlvReader.of(bytes);
        long balance = Numbers.amount(reader.value(Tags.BALANCE, Numbers.AMOUNT_LENGTH));
        CurrencyNumber currency = CurrencyNumber.decode(reader.value(Tags.CURRENCY, CurrencyNumber.LENGTH));
        reader.requireEnd();
        return new CardBalance(balance, currency);
    }
}
