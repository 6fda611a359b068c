package io.sealcharge.platform.keys;

import io.sealcharge.envelope.Pin;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.Secret;
import io.sealcharge.platform.domain.PinBox;
import io.sealcharge.platform.domain.StockVoucher;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** PINs into the boxes of the stock and out of them. Must be used on the HSM's threads. */
final class PinBoxes {
    private PinBoxes() {}

    /** Indexes and boxes a PIN. Does not wipe it. */
    static StockVoucher stockVoucher(Hsm device, KeySnapshot keys, String serialNumber, Pin pin) {
        return new StockVoucher(
                serialNumber,
                PinIndexing.indexes(device, keys.live(KeyRole.PIN_INDEX), pin),
                close(device, keys.newest(KeyRole.PIN_STORE), serialNumber, pin));
    }

    private static PinBox close(Hsm device, KeyId key, String serialNumber, Pin pin) {
        byte[] digits = pin.asciiBytes();
        try {
            return new PinBox(device.seal(key, digits, bound(serialNumber)), key.epoch());
        } finally {
            Arrays.fill(digits, (byte) 0);
        }
    }

    /** The PIN, which the caller closes; empty if the box was altered or is another voucher's. */
    static Optional<Pin> open(Hsm device, String serialNumber, PinBox box) {
        try (Secret digits = device.open(new KeyId(KeyRole.PIN_STORE, box.epoch()), box.value(), bound(serialNumber))) {
            return Optional.of(new Pin(digits.bytes()));
        } catch (HsmException e) {
            if (e.failure() == HsmFailure.REFUSED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static byte[] bound(String serialNumber) {
        return serialNumber.getBytes(StandardCharsets.UTF_8);
    }
}
