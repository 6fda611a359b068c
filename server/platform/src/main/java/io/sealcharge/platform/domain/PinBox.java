package io.sealcharge.platform.domain;

import java.util.Arrays;

/**
 * The PIN of a voucher in stock under the HSM's pin-store key: AES-256-GCM, additional data the serial number.
 *
 * @param value 12 bytes IV, ciphertext, 16 bytes tag
 * @param epoch epoch of the pin-store key
 */
public record PinBox(byte[] value, int epoch) {
    @Override
    public boolean equals(Object other) {
        return other instanceof PinBox that && epoch == that.epoch && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "***";
    }
}
