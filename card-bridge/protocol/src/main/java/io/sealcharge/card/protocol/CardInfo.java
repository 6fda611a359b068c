package io.sealcharge.card.protocol;

import java.util.Optional;

/**
 * GET DATA: what a card is.
 *
 * @param personal empty while the card is blank
 */
public record CardInfo(CardState state, SerialNumber serial, Optional<Personal> personal) {
    /** Tries of a card whose holder has chosen no PIN. */
    public static final int NO_PIN = 0xFF;

    /** How many tries a PIN has. */
    public static final int MAX_TRIES = 3;

    /** @throws MalformedCardDataException if a blank card is personalised or another is not */
    public CardInfo {
        if (personal.isEmpty() != (state == CardState.BLANK)) {
            throw new MalformedCardDataException("a card is personalised unless it is blank");
        }
    }

    /**
     * What personalisation and use gave the card.
     *
     * @param pinTries 0 to 3, or {@link #NO_PIN}
     */
    public record Personal(CardId cardId, IssuerId issuer, CurrencyNumber currency, KeyScheme scheme, int pinTries) {
        /** @throws MalformedCardDataException if the tries are neither */
        public Personal {
            if (pinTries != NO_PIN && (pinTries < 0 || pinTries > MAX_TRIES)) {
                throw new MalformedCardDataException("PIN tries must be 0 to 3 or FF");
            }
        }

        private void writeTo(TlvWriter writer) {
            writer.put(Tags.CARD_ID, cardId)
                    .put(Tags.ISSUER, issuer)
                    .put(Tags.CURRENCY, currency.encode())
                    .put(Tags.SCHEME, scheme.code())
                    .put(Tags.PIN_TRIES, pinTries);
        }

        private static Personal read(TlvReader reader) {
            CardId cardId = new CardId(reader.value(Tags.CARD_ID));
            IssuerId issuer = new IssuerId(reader.value(Tags.ISSUER));
            CurrencyNumber currency = CurrencyNumber.decode(reader.value(Tags.CURRENCY, CurrencyNumber.LENGTH));
            KeyScheme scheme = KeyScheme.of(reader.byteValue(Tags.SCHEME));
            return new Personal(cardId, issuer, currency, scheme, reader.byteValue(Tags.PIN_TRIES));
        }
    }

    public byte[] encode() {
        TlvWriter writer = new TlvWriter()
                .put(Tags.VERSION, SelectAnswer.VERSION)
                .put(Tags.STATE, state.code())
                .put(Tags.SERIAL_NUMBER, serial);
        personal.ifPresent(it -> it.writeTo(writer));
        return new TlvWriter().put(Tags.CARD_INFO, writer).bytes();
    }

    /** @throws MalformedCardDataException if it is not the one encoding of card info */
    public static CardInfo decode(byte[] bytes) {
        TlvReader outer = TlvReader.of(bytes);
        TlvReader reader = outer.template(Tags.CARD_INFO);
        outer.requireEnd();
        SelectAnswer.requireVersion(reader);
        CardState state = CardState.of(reader.byteValue(Tags.STATE));
        SerialNumber serial = new SerialNumber(reader.value(Tags.SERIAL_NUMBER));
        Optional<Personal> personal = reader.atEnd() ? Optional.empty() : Optional.of(Personal.read(reader));
        reader.requireEnd();
        return new CardInfo(state, serial, personal);
    }
}
