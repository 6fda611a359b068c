package io.sealcharge.card.protocol;

/**
 * What a card says about itself, after it has given up everything that was signed for it before.
 *
 * @param counter 0 to 2^32 − 1
 * @param balanceMinor minor units of the card's currency
 * @param lastOperationId {@link OperationId#NONE} if the card has applied none
 * @param lastOperationDigest {@link OperationDigest#NONE} if the card has applied none
 * @param askedOperationId the operation the platform asks about, or none
 * @param nonce the platform's
 */
public record CardStatus(
        CardId cardId,
        CardState state,
        long counter,
        long balanceMinor,
        OperationId lastOperationId,
        OperationDigest lastOperationDigest,
        OperationId askedOperationId,
        Nonce nonce)
        implements CardStatement {

    /** @throws MalformedCardDataException if a number is out of range or the card is blank */
    public CardStatus {
        Numbers.requireCounter(counter);
        Numbers.requireAmount(balanceMinor);
        if (state == CardState.BLANK) {
            throw new MalformedCardDataException("a blank card signs no status");
        }
        if (lastOperationId.isZero() != lastOperationDigest.isZero()) {
            throw new MalformedCardDataException("the last operation has both id and digest, or there is none");
        }
    }

    @Override
    public Domain domain() {
        return Domain.STATUS;
    }

    @Override
    public byte[] encode() {
        TlvWriter writer = new TlvWriter()
                .put(Tags.CARD_ID, cardId)
                .put(Tags.STATE, state.code())
                .put(Tags.COUNTER, Numbers.counter(counter))
                .put(Tags.BALANCE, Numbers.amount(balanceMinor))
                .put(Tags.LAST_OPERATION_ID, lastOperationId)
                .put(Tags.LAST_OPERATION_DIGEST, lastOperationDigest)
                .put(Tags.ASKED_OPERATION_ID, askedOperationId)
                .put(Tags.NONCE, nonce);
        return new TlvWriter().put(Tags.STATUS, writer).bytes();
    }

    /** @throws MalformedCardDataException if it is not the one encoding of a status */
    public static CardStatus decode(byte[] bytes) {
        TlvReader reader = TlvReader.of(bytes);
        CardStatus status = read(reader);
        reader.requireEnd();
        return status;
    }

    static CardStatus read(TlvReader outer) {
        TlvReader reader = outer.template(Tags.STATUS);
        CardId cardId = new CardId(reader.value(Tags.CARD_ID));
        CardState state = CardState.of(reader.byteValue(Tags.STATE));
        long counter = Numbers.counter(reader.value(Tags.COUNTER, Numbers.COUNTER_LENGTH));
        long balance = Numbers.amount(reader.value(Tags.BALANCE, Numbers.AMOUNT_LENGTH));
        OperationId lastId = new OperationId(reader.value(Tags.LAST_OPERATION_ID));
        OperationDigest lastDigest = new OperationDigest(reader.value(Tags.LAST_OPERATION_DIGEST));
        OperationId asked = new OperationId(reader.value(Tags.ASKED_OPERATION_ID));
        Nonce nonce = new Nonce(reader.value(Tags.NONCE));
        reader.requireEnd();
        return new CardStatus(cardId, state, counter, balance, lastId, lastDigest, asked, nonce);
    }
}
