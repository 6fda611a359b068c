package io.sealcharge.card.protocol;

import java.util.function.Function;

/**
 * A statement with a signature behind it, as it stands in a command or an answer. Decoding does not verify.
 *
 * @param <T> what is signed
 */
public record Signed<T extends CardStatement>(T statement, CardSignature signature) {

    public byte[] encode() {
        return new TlvWriter()
                .append(statement.encode())
                .put(Tags.SIGNATURE, signature)
                .bytes();
    }

    /** The data of EXECUTE, the answer of TRANSFER REQUEST. */
    public static Signed<Operation> operation(byte[] bytes) {
        return decode(bytes, Operation::read);
    }

    /** The answer of EXECUTE and GET LAST RESULT. */
    public static Signed<OperationResult> result(byte[] bytes) {
        return decode(bytes, OperationResult::read);
    }

    /** The answer of SIGNED STATUS. */
    public static Signed<CardStatus> status(byte[] bytes) {
        return decode(bytes, CardStatus::read);
    }

    /** The data of STORE CERTIFICATE, the answer of GET DATA. */
    public static Signed<CardCertificate> certificate(byte[] bytes) {
        return decode(bytes, CardCertificate::read);
    }

    private static <T extends CardStatement> Signed<T> decode(byte[] bytes, Function<TlvReader, T> body) {
        TlvReader reader = TlvReader.of(bytes);
        T statement = body.apply(reader);
        CardSignature signature = new CardSignature(reader.value(Tags.SIGNATURE));
        reader.requireEnd();
        return new Signed<>(statement, signature);
    }
}
