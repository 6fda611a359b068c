package io.sealcharge.card.protocol;

/**
 * Binds a card's id to its key, once per card and epoch. A verifier takes key and generator from here and from nowhere
 * else.
 *
 * @param epoch of the certificate and, for a derived key, of its derivation
 */
public record CardCertificate(IssuerId issuer, int epoch, CardId cardId, CardPublicKey key) implements CardStatement {

    /** @throws MalformedCardDataException if the epoch is out of range */
    public CardCertificate {
        Numbers.requireEpoch(epoch);
    }

    @Override
    public Domain domain() {
        return Domain.CERTIFICATE;
    }

    @Override
    public byte[] encode() {
        TlvWriter writer = new TlvWriter()
                .put(Tags.SCHEME, key.scheme().code())
                .put(Tags.ISSUER, issuer)
                .put(Tags.CERTIFICATE_EPOCH, Numbers.epoch(epoch))
                .put(Tags.CARD_ID, cardId)
                .put(Tags.PUBLIC_KEY, key.point())
                .put(Tags.GENERATOR, key.generator());
        return new TlvWriter().put(Tags.CERTIFICATE, writer).bytes();
    }

    /** @throws MalformedCardDataException if it is not the one encoding of a certificate */
    public static CardCertificate decode(byte[] bytes) {
        TlvReader reader = TlvReader.of(bytes);
        CardCertificate certificate = read(reader);
        reader.requireEnd();
        return certificate;
    }

    static CardCertificate read(TlvReader outer) {
        TlvReader reader = outer.template(Tags.CERTIFICATE);
        KeyScheme scheme = KeyScheme.of(reader.byteValue(Tags.SCHEME));
        IssuerId issuer = new IssuerId(reader.value(Tags.ISSUER));
        int epoch = Numbers.epoch(reader.value(Tags.CERTIFICATE_EPOCH, Numbers.EPOCH_LENGTH));
        CardId cardId = new CardId(reader.value(Tags.CARD_ID));
        EncodedPoint point = new EncodedPoint(reader.value(Tags.PUBLIC_KEY));
        EncodedPoint generator = new EncodedPoint(reader.value(Tags.GENERATOR));
        reader.requireEnd();
        return new CardCertificate(issuer, epoch, cardId, new CardPublicKey(scheme, point, generator));
    }
}
