package io.sealcharge.envelope;

import java.util.regex.Pattern;

/**
 * What a recharge envelope holds. Closing it wipes the PIN.
 *
 * @param phoneNumber E.164: {@code +} and 7 to 15 digits
 * @param reference of the recharge, 1 to 64 of {@code A-Z a-z 0-9 . _ : -}
 */
public record RechargeContent(Pin pin, String phoneNumber, String reference) implements AutoCloseable {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /** @throws IllegalArgumentException if a member is not as described */
    public RechargeContent {
        if (!isPhoneNumber(phoneNumber)) {
            throw new IllegalArgumentException("bad phoneNumber of a recharge");
        }
        if (!Members.isName(reference)) {
            throw new IllegalArgumentException("bad reference of a recharge");
        }
    }

    /** Whether a text has the form of an E.164 number; whether such a number exists is the platform's to say. */
    public static boolean isPhoneNumber(String text) {
        return E164.matcher(text).matches();
    }

    @Override
    public void close() {
        pin.close();
    }
}
