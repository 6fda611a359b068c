package io.sealcharge.hsm.officer;

import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.PinSource;
import io.sealcharge.hsm.testkit.InMemoryToken;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** The in-memory token with PINs; {@link #onOpen} lets a test stand between the set-up and the HSM. */
final class InMemoryOfficerToken implements OfficerToken {
    private InMemoryToken token = new InMemoryToken();
    private char[] userPin = new char[0];
    private boolean made;
    private int initialisations;
    UnaryOperator<Hsm> onOpen = hsm -> hsm;

    @Override
    public String label() {
        return "in-memory";
    }

    @Override
    public boolean exists() {
        return made;
    }

    @Override
    public void initialise(char[] soPin, char[] pin) {
        userPin = pin.clone();
        made = true;
        initialisations++;
    }

    @Override
    public Hsm open(PinSource pin) {
        if (!Arrays.equals(pin.read(), userPin)) {
            throw new HsmException(HsmFailure.PIN_REFUSED, "wrong PIN");
        }
        return onOpen.apply(token.open(4));
    }

    int initialisations() {
        return initialisations;
    }

    /** Another token takes this one's place, under the same label and PIN. */
    void swap() {
        token = new InMemoryToken();
    }

    /** The token is gone. */
    void lose() {
        swap();
        made = false;
    }
}
