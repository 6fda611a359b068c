package io.sealcharge.card.protocol;

/** A public key of the issuer, as a card stores it. */
public record IssuerKey(KeyReference reference, EncodedPoint point) {

    /** The data of STORE ISSUER KEY. */
    public byte[] encode() {
        return writeTo(new TlvWriter()).bytes();
    }

    /** @throws MalformedCardDataException if it is not its one encoding */
    public static IssuerKey decode(byte[] bytes) {
        TlvReader reader = TlvReader.of(bytes);
        IssuerKey key = read(reader);
        reader.requireEnd();
        return key;
    }

    TlvWriter writeTo(TlvWriter writer) {
        return writer.put(Tags.ISSUER_KEY, reference.encode()).put(Tags.PUBLIC_KEY, point);
    }

    static IssuerKey read(TlvReader reader) {
        KeyReference reference = KeyReference.decode(reader.value(Tags.ISSUER_KEY, KeyReference.LENGTH));
        return new IssuerKey(reference, new EncodedPoint(reader.value(Tags.PUBLIC_KEY)));
    }
}
