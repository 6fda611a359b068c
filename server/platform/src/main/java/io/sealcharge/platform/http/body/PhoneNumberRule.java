package io.sealcharge.platform.http.body;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/** Phone numbers are E.164 in the one normal form, and exist in their country's numbering plan. */
public final class PhoneNumberRule {
    static final String PATTERN = "\\+[1-9][0-9]{6,14}";
    static final String FORM = "must be a phone number in E.164, a plus sign and 7 to 15 digits";
    static final String PLAN = "must be a number that its country's numbering plan knows";

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private PhoneNumberRule() {}

    /**
     * @param number of the right form
     * @throws MalformedRequestException naming {@code field}
     */
    public static void check(String number, String field) {
        if (!isValid(number)) {
            throw new MalformedRequestException(field, PLAN);
        }
    }

    private static boolean isValid(String number) {
        try {
            PhoneNumber parsed = NUMBERS.parse(number, null);
            // Two texts for one subscriber would be two balances.
            return NUMBERS.isValidNumber(parsed)
                    && NUMBERS.format(parsed, PhoneNumberFormat.E164).equals(number);
        } catch (NumberParseException unknownCountry) {
            return false;
        }
    }

    /** Reads the numbering plans of all countries from the class path, so that no event loop has to. */
    public static void load() {
        for (String region : NUMBERS.getSupportedRegions()) {
            PhoneNumber example = NUMBERS.getExampleNumber(region);
            if (example != null) {
                boolean valid = NUMBERS.isValidNumber(example);
                assert valid : region;
            }
        }
    }
}
