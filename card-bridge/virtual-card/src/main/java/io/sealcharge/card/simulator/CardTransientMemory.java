package io.sealcharge.card.simulator;

import com.licel.jcardsim.base.TransientMemory;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Transient arrays, found by identity. They are made while the applet is installed and never after. */
final class CardTransientMemory extends TransientMemory {
    private final Set<Object> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean sealed;

    /** From now on nothing can be allocated. */
    void seal() {
        sealed = true;
    }

    @Override
    public byte isTransient(Object object) {
        return arrays.contains(object) ? super.isTransient(object) : 0;
    }

    @Override
    protected void storeArray(Object array, byte event) {
        if (sealed) {
            throw new AllocationException("a transient array");
        }
        super.storeArray(array, event);
        arrays.add(array);
    }

    void powerUp() {
        clearOnReset();
    }

    void deselected() {
        clearOnDeselect();
    }
}
