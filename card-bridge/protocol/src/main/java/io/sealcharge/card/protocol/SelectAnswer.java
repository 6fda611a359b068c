package io.sealcharge.card.protocol;

import java.util.Arrays;
import java.util.Optional;

/**
 * The file control information of the card's application (ISO/IEC 7816-4, 7.4).
 *
 * @param cardId empty while the card is blank
 */
public record SelectAnswer(CardState state, SerialNumber serial, Optional<CardId> cardId) {
    /** The version of the protocol this module speaks. */
    public static final int VERSION = 1;

    /** @throws MalformedCardDataException if a blank card has an id or another has none */
    public SelectAnswer {
        if (cardId.isEmpty() != (state == CardState.BLANK)) {
            throw new MalformedCardDataException("a card has an id unless it is blank");
        }
    }

    public byte[] encode() {
        TlvWriter proprietary = new TlvWriter()
                .put(Tags.VERSION, VERSION)
                .put(Tags.STATE, state.code())
                .put(Tags.SERIAL_NUMBER, serial);
        cardId.ifPresent(id -> proprietary.put(Tags.CARD_ID, id));
        TlvWriter information = new TlvWriter()
                .put(Tags.APPLICATION, CardCommands.application())
                .put(Tags.PROPRIETARY_INFORMATION, proprietary);
        return new TlvWriter().put(Tags.FILE_CONTROL_INFORMATION, information).bytes();
    }

    /** @throws MalformedCardDataException if it is not this application's, or of another version */
    public static SelectAnswer decode(byte[] bytes) {
        TlvReader outer = TlvReader.of(bytes);
        TlvReader information = outer.template(Tags.FILE_CONTROL_INFORMATION);
        outer.requireEnd();
        if (!Arrays.equals(information.value(Tags.APPLICATION), CardCommands.application())) {
            throw new MalformedCardDataException("another application");
        }
        TlvReader reader = information.template(Tags.PROPRIETARY_INFORMATION);
        information.requireEnd();
        requireVersion(reader);
        CardState state = CardState.of(reader.byteValue(Tags.STATE));
        SerialNumber serial = new SerialNumber(reader.value(Tags.SERIAL_NUMBER));
        Optional<CardId> cardId =
                reader.atEnd() ? Optional.empty() : Optional.of(new CardId(reader.value(Tags.CARD_ID)));
        reader.requireEnd();
        return new SelectAnswer(state, serial, cardId);
    }

    static void requireVersion(TlvReader reader) {
        if (reader.byteValue(Tags.VERSION) != VERSION) {
            throw new MalformedCardDataException("another version of the protocol");
        }
    }
}
