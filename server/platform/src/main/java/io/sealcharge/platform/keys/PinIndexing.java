package io.sealcharge.platform.keys;

import io.sealcharge.envelope.Pin;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.platform.domain.PinIndex;
import java.util.Arrays;
import java.util.List;

/** PINs to the keyed indexes under which vouchers are stored and found. */
final class PinIndexing {
    private PinIndexing() {}

    static PinIndex index(Hsm hsm, KeyId key, Pin pin) {
        byte[] digits = pin.asciiBytes();
        try {
            return new PinIndex(hsm.mac(key, digits), key.epoch());
        } finally {
            Arrays.fill(digits, (byte) 0);
        }
    }

    static List<PinIndex> indexes(Hsm hsm, List<KeyId> keys, Pin pin) {
        return keys.stream().map(key -> index(hsm, key, pin)).toList();
    }
}
