package io.sealcharge.card.protocol;

/**
 * What a card says it has done.
 *
 * @param digest of the operation
 * @param balanceBeforeMinor minor units of the card's currency
 * @param balanceAfterMinor minor units of the card's currency
 * @param counterAfter the card's after the operation, one more than the operation's
 * @param signingKey the issuer's key that signed the operation
 */
public record OperationResult(
        OperationId operationId,
        OperationDigest digest,
        CardId cardId,
        long balanceBeforeMinor,
        long balanceAfterMinor,
        long counterAfter,
        KeyReference signingKey)
        implements CardStatement {

    /** @throws MalformedCardDataException if a number is out of range or the id is all zero */
    public OperationResult {
        operationId.present();
        Numbers.requireAmount(balanceBeforeMinor);
        Numbers.requireAmount(balanceAfterMinor);
        if (Numbers.requireCounter(counterAfter) == 0) {
            throw new MalformedCardDataException("a result's counter is one more than another");
        }
    }

    @Override
    public Domain domain() {
        return Domain.RESULT;
    }

    @Override
    public byte[] encode() {
        TlvWriter writer = new TlvWriter()
                .put(Tags.OPERATION_ID, operationId)
                .put(Tags.OPERATION_DIGEST, digest)
                .put(Tags.CARD_ID, cardId)
                .put(Tags.BALANCE_BEFORE, Numbers.amount(balanceBeforeMinor))
                .put(Tags.BALANCE_AFTER, Numbers.amount(balanceAfterMinor))
                .put(Tags.COUNTER, Numbers.counter(counterAfter))
                .put(Tags.SIGNING_KEY, signingKey.encode());
        return new TlvWriter().put(Tags.RESULT, writer).bytes();
    }

    /** @throws MalformedCardDataException if it is not the one encoding of a result */
    public static OperationResult decode(byte[] bytes) {
        TlvReader reader = TlvReader.of(bytes);
        OperationResult result = read(reader);
        reader.requireEnd();
        return result;
    }

    static OperationResult read(TlvReader outer) {
        TlvReader reader = outer.template(Tags.RESULT);
        OperationId id = new OperationId(reader.value(Tags.OPERATION_ID));
        OperationDigest digest = new OperationDigest(reader.value(Tags.OPERATION_DIGEST));
        CardId cardId = new CardId(reader.value(Tags.CARD_ID));
        long before = Numbers.amount(reader.value(Tags.BALANCE_BEFORE, Numbers.AMOUNT_LENGTH));
        long after = Numbers.amount(reader.value(Tags.BALANCE_AFTER, Numbers.AMOUNT_LENGTH));
        long counter = Numbers.counter(reader.value(Tags.COUNTER, Numbers.COUNTER_LENGTH));
        KeyReference key = KeyReference.decode(reader.value(Tags.SIGNING_KEY, KeyReference.LENGTH));
        reader.requireEnd();
        return new OperationResult(id, digest, cardId, before, after, counter, key);
    }
}
