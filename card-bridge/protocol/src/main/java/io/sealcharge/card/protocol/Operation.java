package io.sealcharge.card.protocol;

import io.sealcharge.card.protocol.OperationContent.AddIssuerKey;
import io.sealcharge.card.protocol.OperationContent.Bare;
import io.sealcharge.card.protocol.OperationContent.NewLimits;
import io.sealcharge.card.protocol.OperationContent.RetireIssuerKey;
import io.sealcharge.card.protocol.OperationContent.ValueMove;

/**
 * What the issuer has a card do: made for one card, one counter and one challenge.
 *
 * @param counter the card's before the operation, 0 to 2^32 − 1
 * @param signingKey the issuer's key that signs
 */
public record Operation(
        CardId cardId,
        OperationId id,
        long counter,
        Challenge challenge,
        KeyReference signingKey,
        OperationContent content)
        implements CardStatement {

    /** @throws MalformedCardDataException if the id is all zero or the counter out of range */
    public Operation {
        id.present();
        Numbers.requireCounter(counter);
    }

    public Business business() {
        return content.business();
    }

    @Override
    public Domain domain() {
        return business().isAdministration() ? Domain.ADMINISTRATION : Domain.OPERATION;
    }

    /** What the card signs that made this transfer. */
    public byte[] transferInput() {
        return Domain.TRANSFER.signingInput(encode());
    }

    public OperationDigest digest() {
        return OperationDigest.of(encode());
    }

    @Override
    public byte[] encode() {
        TlvWriter writer = new TlvWriter()
                .put(Tags.BUSINESS, business().code())
                .put(Tags.CARD_ID, cardId)
                .put(Tags.OPERATION_ID, id)
                .put(Tags.COUNTER, Numbers.counter(counter))
                .put(Tags.CHALLENGE, challenge)
                .put(Tags.SIGNING_KEY, signingKey.encode());
        switch (content) {
            case ValueMove move ->
                writer.put(Tags.CURRENCY, move.currency().encode())
                        .put(Tags.AMOUNT_CHANGE, move.change())
                        .put(Tags.COUNTERPART, move.counterpart().encode());
            case NewLimits change ->
                writer.put(Tags.CURRENCY, change.currency().encode())
                        .put(Tags.LIMITS, change.limits().encode());
            case AddIssuerKey add -> add.key().writeTo(writer);
            case RetireIssuerKey retire ->
                writer.put(Tags.ISSUER_KEY, retire.key().encode());
            case Bare bare -> {}
        }
        return new TlvWriter().put(Tags.OPERATION, writer).bytes();
    }

    /** @throws MalformedCardDataException if it is not the one encoding of an operation */
    public static Operation decode(byte[] bytes) {
        TlvReader reader = TlvReader.of(bytes);
        Operation operation = read(reader);
        reader.requireEnd();
        return operation;
    }

    static Operation read(TlvReader outer) {
        TlvReader reader = outer.template(Tags.OPERATION);
        Business business = Business.of(reader.byteValue(Tags.BUSINESS));
        CardId cardId = new CardId(reader.value(Tags.CARD_ID));
        OperationId id = new OperationId(reader.value(Tags.OPERATION_ID));
        long counter = Numbers.counter(reader.value(Tags.COUNTER, Numbers.COUNTER_LENGTH));
        Challenge challenge = new Challenge(reader.value(Tags.CHALLENGE));
        KeyReference key = KeyReference.decode(reader.value(Tags.SIGNING_KEY, KeyReference.LENGTH));
        OperationContent content = readContent(business, reader);
        reader.requireEnd();
        return new Operation(cardId, id, counter, challenge, key, content);
    }

    private static OperationContent readContent(Business business, TlvReader reader) {
        return switch (business) {
            case RECHARGE, REDEEM, TRANSFER_OUT, TRANSFER_IN -> ValueMove.read(business, reader);
            case LIMITS -> {
                CurrencyNumber currency = CurrencyNumber.decode(reader.value(Tags.CURRENCY, CurrencyNumber.LENGTH));
                yield new NewLimits(currency, Limits.decode(reader.value(Tags.LIMITS, Limits.LENGTH)));
            }
            case ADD_ISSUER_KEY -> new AddIssuerKey(IssuerKey.read(reader));
            case RETIRE_ISSUER_KEY ->
                new RetireIssuerKey(KeyReference.decode(reader.value(Tags.ISSUER_KEY, KeyReference.LENGTH)));
            case BLOCK, UNBLOCK, RESET_HOLDER_PIN, RETIRE_CARD -> new Bare(business);
        };
    }
}
