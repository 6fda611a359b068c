package io.sealcharge.card.protocol;

/**
 * What the platform tells a card that is to make a transfer's operation.
 *
 * @param signingKey the issuer's key that will sign the operation
 * @param amountMinor more than 0
 */
public record TransferRequest(
        OperationId operationId, KeyReference signingKey, long amountMinor, Counterpart counterpart) {

    /** @throws MalformedCardDataException if the id is all zero or the amount out of range */
    public TransferRequest {
        operationId.present();
        if (Numbers.requireAmount(amountMinor) == 0) {
            throw new MalformedCardDataException("amount must not be 0");
        }
    }

    public byte[] encode() {
        return new TlvWriter()
                .put(Tags.OPERATION_ID, operationId)
                .put(Tags.SIGNING_KEY, signingKey.encode())
                .put(Tags.AMOUNT, Numbers.amount(amountMinor))
                .put(Tags.COUNTERPART, counterpart.encode())
                .bytes();
    }

    /** @throws MalformedCardDataException if it is not the one encoding of a request */
    public static TransferRequest decode(byte[] bytes) {
        TlvReader reader = TlvReader.of(bytes);
        OperationId id = new OperationId(reader.value(Tags.OPERATION_ID));
        KeyReference key = KeyReference.decode(reader.value(Tags.SIGNING_KEY, KeyReference.LENGTH));
        long amount = Numbers.amount(reader.value(Tags.AMOUNT, Numbers.AMOUNT_LENGTH));
        Counterpart counterpart = Counterpart.decode(reader.value(Tags.COUNTERPART, Counterpart.LENGTH));
        reader.requireEnd();
        return new TransferRequest(id, key, amount, counterpart);
    }
}
