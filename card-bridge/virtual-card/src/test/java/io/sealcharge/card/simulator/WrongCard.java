package io.sealcharge.card.simulator;

import io.sealcharge.card.testkit.fuzz.RestorableCard;
import java.util.function.BinaryOperator;

/** A card that goes wrong once it is told how. */
final class WrongCard implements RestorableCard {
    private final RestorableCard right;
    private BinaryOperator<byte[]> wrong = (command, answer) -> answer;

    WrongCard(RestorableCard right) {
        this.right = right;
    }

    /** @param how command and right answer to what is answered; may do other things, too */
    void goWrong(BinaryOperator<byte[]> how) {
        wrong = how;
    }

    @Override
    public byte[] transmit(byte[] apdu) {
        return wrong.apply(apdu, right.transmit(apdu));
    }

    @Override
    public byte[] memory() {
        return right.memory();
    }

    @Override
    public void restore(byte[] memory) {
        right.restore(memory);
    }

    @Override
    public void powerCycle() {
        right.powerCycle();
    }

    @Override
    public void cutPowerAt(int tearPoint) {
        right.cutPowerAt(tearPoint);
    }

    @Override
    public int tearPointsOfLastCommand() {
        return right.tearPointsOfLastCommand();
    }

    @Override
    public void presetCounter(int counter) {
        right.presetCounter(counter);
    }

    @Override
    public void close() {
        right.close();
    }
}
