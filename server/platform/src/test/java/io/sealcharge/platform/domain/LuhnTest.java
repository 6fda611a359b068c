package io.sealcharge.platform.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LuhnTest {
    /** Numbers in public use for tests: ISO/IEC 7812-1's own, and those of card schemes. */
    @ParameterizedTest
    @ValueSource(
            strings = {"79927398713", "4111111111111111", "5555555555554444", "378282246310005", "49927398716", "0"})
    void theLastDigitOfAValidNumberIsItsCheckDigit(String number) {
        byte[] digits = number.getBytes(StandardCharsets.US_ASCII);

        assertThat(Luhn.checkDigit(digits, digits.length - 1)).isEqualTo(digits[digits.length - 1]);
    }
}
