package io.sealcharge.platform.domain;

import java.util.Arrays;

/**
 * The keyed index under which a voucher is found: HMAC-SHA-256 of its PIN under the HSM's pin-index key.
 *
 * @param value 32 bytes
 * @param epoch epoch of the pin-index key
 */
public record PinIndex(byte[] value, int epoch) {
    @Override
    public boolean equals(Object other) {
        return other instanceof PinIndex that && epoch == that.epoch && Arrays.equals(value, that.value);
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
