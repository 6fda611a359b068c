package io.sealcharge.card.keys;

import java.util.ArrayList;
import java.util.List;

/** What stands between the platform and a card: it writes down what passes, and may lose or alter it. */
final class WatchedConnection implements CardConnection {
    private final CardConnection card;
    final List<byte[]> commands = new ArrayList<>();
    final List<byte[]> answers = new ArrayList<>();
    private Interference interference = (number, apdu, next) -> next.transmit(apdu);

    WatchedConnection(CardConnection card) {
        this.card = card;
    }

    /** What happens to the command of that number, 1 being the first. */
    interface Interference {
        byte[] pass(int number, byte[] apdu, CardConnection next);
    }

    /** The line went dead. */
    static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    WatchedConnection with(Interference change) {
        interference = change;
        return this;
    }

    @Override
    public byte[] transmit(byte[] apdu) {
        commands.add(apdu.clone());
        byte[] answer = interference.pass(commands.size(), apdu, card);
        answers.add(answer.clone());
        return answer;
    }
}
