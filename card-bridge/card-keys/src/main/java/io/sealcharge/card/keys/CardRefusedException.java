package io.sealcharge.card.keys;

import io.sealcharge.card.protocol.CommandApdu;
import io.sealcharge.card.protocol.StatusWord;
import java.util.Locale;

/** A card answered another status word than 9000; it is as it was before the command. */
public final class CardRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int statusWord;

    CardRefusedException(CommandApdu command, int statusWord) {
        super("the card answered %04X (%s) to %02X %02X"
                .formatted(statusWord, words(statusWord), command.cla(), command.ins()));
        this.statusWord = statusWord;
    }

    private static String words(int statusWord) {
        return StatusWord.of(statusWord)
                .map(word -> word.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .orElse("no word of this card");
    }

    /** Two bytes. */
    public int statusWord() {
        return statusWord;
    }
}
