package io.sealcharge.card.protocol;

/**
 * The data of SIGNED STATUS.
 *
 * @param asked the operation in doubt, or {@link OperationId#NONE}
 * @param nonce the platform's, used once
 */
public record StatusRequest(OperationId asked, Nonce nonce) {

    public byte[] encode() {
        return new TlvWriter()
                .put(Tags.ASKED_OPERATION_ID, asked)
                .put(Tags.NONCE, nonce)
                .bytes();
    }

    /** @throws MalformedCardDataException if it is not the one encoding of a request */
    public static StatusRequest decode(byte[] bytes) {
        TlvReader reader = TlvReader.of(bytes);
        OperationId asked = new OperationId(reader.value(Tags.ASKED_OPERATION_ID));
        Nonce nonce = new Nonce(reader.value(Tags.NONCE));
        reader.requireEnd();
        return new StatusRequest(asked, nonce);
    }
}
