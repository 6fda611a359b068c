package io.sealcharge.envelope;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * What a voucher envelope holds. Closing it wipes the PIN.
 *
 * @param serialNumber 1 to 64 of {@code A-Z a-z 0-9 . _ : -}
 * @param faceValueMinor in minor units of {@code currency}, more than 0
 * @param currency ISO 4217
 * @param expiresAt kept to the millisecond
 * @param reference of the purchase
 * @param boundTo the key that the envelope is to: the thumbprint of the terminal's own key (RFC 7638), in the envelope
 *     {@code jkt}, or the name of a shared one, there {@code kid}
 */
public record VoucherSecret(
        Pin pin,
        String serialNumber,
        long faceValueMinor,
        String currency,
        Instant expiresAt,
        String reference,
        String boundTo)
        implements AutoCloseable {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    /** @throws IllegalArgumentException if a member is not as described */
    public VoucherSecret {
        require(Members.isName(serialNumber), "serialNumber");
        require(faceValueMinor > 0, "faceValueMinor");
        require(CURRENCY.matcher(currency).matches(), "currency");
        require(Members.isName(reference), "reference");
        require(Members.isName(boundTo), "boundTo");
        expiresAt = expiresAt.truncatedTo(ChronoUnit.MILLIS);
    }

    private static void require(boolean good, String name) {
        if (!good) {
            throw new IllegalArgumentException("bad " + name + " of a voucher");
        }
    }

    @Override
    public void close() {
        pin.close();
    }
}
