package io.sealcharge.load;

import io.sealcharge.envelope.Pin;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * PINs to be tried, as text: a few real ones in each state, and others that no voucher has. All have the same length and
 * a check digit.
 */
final class Vouchers {
    private final Map<Refused, List<String>> pins = new EnumMap<>(Refused.class);
    private final RandomGenerator random;

    Vouchers(RandomGenerator random) {
        this.random = random;
    }

    /** @param digits of vouchers that are in the state that the refusal is about, one at least */
    void add(Refused refused, List<String> digits) {
        pins.put(refused, List.copyOf(digits));
    }

    /** A PIN for a recharge that is to be refused so; the caller closes it. */
    Pin pin(Refused refused) {
        String digits = switch (refused) {
            case UNKNOWN_PIN -> checked(randomDigits(any(Refused.ALTERED).length() - 1));
            case WRONG_CHECK_DIGIT -> otherLastDigit(any(Refused.ALTERED));
            case REDEEMED, EXPIRED, BLOCKED -> any(refused);
            default -> any(Refused.ALTERED);
        };
        return new Pin(digits.getBytes(StandardCharsets.US_ASCII));
    }

    private String any(Refused refused) {
        List<String> all = pins.getOrDefault(refused, Collections.emptyList());
        return all.get(random.nextInt(all.size()));
    }

    private String randomDigits(int count) {
        StringBuilder digits = new StringBuilder();
        while (digits.length() < count) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private String otherLastDigit(String digits) {
        int last = digits.length() - 1;
        int other = (digits.charAt(last) - '0' + 1 + random.nextInt(9)) % 10;
        return digits.substring(0, last) + other;
    }

    /** With its Luhn digit (ISO/IEC 7812-1, annex B). */
    static String checked(String digits) {
        int sum = 0;
        for (int i = digits.length() - 1, place = 0; i >= 0; i--, place++) {
            int digit = (digits.charAt(i) - '0') * (place % 2 == 0 ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
        }
        return digits + (10 - sum % 10) % 10;
    }
}
