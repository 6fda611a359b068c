package io.sealcharge.card.protocol;

/**
 * What an operation is made for.
 *
 * @param balanceMinor minor units of the card's currency; nobody vouches for it until a signed result does
 * @param counter 0 to 2^32 − 1
 */
public record InitializeAnswer(CardId cardId, long balanceMinor, long counter, Challenge challenge) {

    public InitializeAnswer {
        Numbers.requireAmount(balanceMinor);
        Numbers.requireCounter(counter);
    }

    public byte[] encode() {
        return new TlvWriter()
                .put(Tags.CARD_ID, cardId)
                .put(Tags.BALANCE, Numbers.amount(balanceMinor))
                .put(Tags.COUNTER, Numbers.counter(counter))
                .put(Tags.CHALLENGE, challenge)
                .bytes();
    }

    /** @throws MalformedCardDataException if it is not the one encoding of an answer */
    public static InitializeAnswer decode(byte[] bytes) {
        TlvReader reader = TlvReader.of(bytes);
        CardId cardId = new CardId(reader.value(Tags.CARD_ID));
        long balance = Numbers.amount(reader.value(Tags.BALANCE, Numbers.AMOUNT_LENGTH));
        long counter = Numbers.counter(reader.value(Tags.COUNTER, Numbers.COUNTER_LENGTH));
        Challenge challenge = new Challenge(reader.value(Tags.CHALLENGE));
        reader.requireEnd();
        return new InitializeAnswer(cardId, balance, counter, challenge);
    }
}
