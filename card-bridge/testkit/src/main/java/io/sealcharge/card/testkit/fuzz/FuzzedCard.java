package io.sealcharge.card.testkit.fuzz;

import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.ResponseApdu;
import io.sealcharge.card.protocol.SerialNumber;
import java.util.Arrays;
import java.util.List;

/**
 * A card in conversations that begin in any state of its life, each judged answer by answer. Whoever gives two cards the
 * same bytes may compare what they say.
 */
public final class FuzzedCard {
    private final RestorableCard card;
    private final SerialNumber serial;
    private final List<Beginning> beginnings;

    /** @param blank as the factory delivers it, with that serial number and the test issuer's transport key */
    public FuzzedCard(RestorableCard blank, SerialNumber serial) {
        this.card = blank;
        this.serial = serial;
        this.beginnings = Beginning.all(blank, serial);
    }

    /**
     * One conversation.
     *
     * @param bytes the first chooses where it begins, the others what is sent
     * @return of each answer status word and length
     * @throws AssertionError at the first answer that is wrong, or if the card holds something else at the end than its
     *     signed results say
     */
    public List<String> converse(byte[] bytes) {
        FuzzBytes input = new FuzzBytes(bytes);
        Beginning beginning = input.oneOf(beginnings);
        if (!Arrays.equals(card.memory(), beginning.memory())) {
            card.restore(beginning.memory());
        }
        Witness witness = new Witness(card, beginning.books());
        List<ResponseApdu> answers = new FuzzedPlatform(witness, input, new FuzzedPersonaliser(serial)).run();
        witness.send(CardCommands.select().encode());
        Books found = Books.of(card);
        if (!found.equals(witness.books())) {
            throw new AssertionError("the card holds " + found + ", must hold " + witness.books());
        }
        return answers.stream().map(ResponseApdu::toString).toList();
    }
}
