package io.sealcharge.card.software;

import static io.sealcharge.card.software.RefusedException.unless;

import io.sealcharge.card.protocol.CardInfo;
import io.sealcharge.card.protocol.CardState;
import io.sealcharge.card.protocol.PinBlock;
import io.sealcharge.card.protocol.StatusWord;
import java.util.Arrays;

/** VERIFY and CHANGE PIN. A try falls, durably, before the comparison. */
final class Verification {
    private static final byte[] NOTHING = {};

    private final CardMemory memory;
    private final Transient session;

    Verification(CardMemory memory, Transient session) {
        this.memory = memory;
        this.session = session;
    }

    /** Whether the PIN is verified; the status word says how many tries are left if not. */
    byte[] state() {
        requireActive();
        if (session.isPinVerified()) {
            return NOTHING;
        }
        HolderPin pin = usablePin();
        throw new RefusedException(StatusWord.wrongPin(pin.triesLeft()));
    }

    byte[] verify(byte[] block) {
        PinBlock.requireWellFormed(block);
        requireActive();
        HolderPin pin = usablePin();
        compare(pin, block);
        Purse purse = memory.purse();
        memory.write(purse.withPin(pin.withTries(CardInfo.MAX_TRIES)).withDebitedWithoutPin(0));
        session.setPinVerified(true);
        return NOTHING;
    }

    byte[] change(byte[] oldAndNew) {
        byte[] old = Arrays.copyOf(oldAndNew, PinBlock.LENGTH);
        byte[] next = Arrays.copyOfRange(oldAndNew, PinBlock.LENGTH, oldAndNew.length);
        PinBlock.requireWellFormed(old);
        PinBlock.requireWellFormed(next);
        requireActive();
        compare(usablePin(), old);
        memory.write(memory.purse().withPin(HolderPin.chosen(next)));
        return NOTHING;
    }

    byte[] chooseFirst(byte[] block) {
        PinBlock.requireWellFormed(block);
        requireActive();
        unless(!memory.purse().pin().isChosen(), StatusWord.NOT_IN_THIS_STATE);
        memory.write(memory.purse().withPin(HolderPin.chosen(block)));
        return NOTHING;
    }

    private void compare(HolderPin pin, byte[] block) {
        session.setPinVerified(false);
        int left = pin.triesLeft() - 1;
        memory.write(memory.purse().withPin(pin.withTries(left)));
        if (!pin.matches(block)) {
            throw new RefusedException(StatusWord.wrongPin(left));
        }
    }

    private HolderPin usablePin() {
        HolderPin pin = memory.purse().pin();
        unless(pin.isChosen(), StatusWord.NO_PIN_CHOSEN);
        unless(pin.triesLeft() > 0, StatusWord.PIN_BLOCKED);
        return pin;
    }

    private void requireActive() {
        unless(memory.read().state() == CardState.ACTIVE, StatusWord.NOT_IN_THIS_STATE);
    }
}
