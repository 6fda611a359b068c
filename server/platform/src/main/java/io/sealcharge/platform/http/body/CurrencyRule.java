package io.sealcharge.platform.http.body;

import java.util.Currency;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Currencies of ISO 4217, which no pattern can list. */
public final class CurrencyRule {
    static final String FORM = "must be three letters A-Z";
    static final String KNOWN = "must be a currency of ISO 4217";
    static final MemberRule CODE = MemberRule.text(Pattern.compile("[A-Z]{3}"), FORM);

    private static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private CurrencyRule() {}

    /** @throws MalformedRequestException naming {@code field} */
    public static String check(String code, String field) {
        if (!CODES.contains(code)) {
            throw new MalformedRequestException(field, KNOWN);
        }
        return code;
    }
}
