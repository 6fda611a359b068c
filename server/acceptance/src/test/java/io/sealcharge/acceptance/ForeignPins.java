package io.sealcharge.acceptance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.P256Point;
import io.sealcharge.envelope.StockFile;
import io.sealcharge.platform.domain.Luhn;
import java.text.ParseException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Files of vouchers that were made elsewhere: serial numbers of 16 digits and PINs of 18, with their Luhn digits. */
final class ForeignPins {
    private ForeignPins() {}

    private static String luhn(String digits) {
        return digits + (char) Luhn.checkDigit(digits.getBytes(US_ASCII), digits.length());
    }

    static String serial(int number) {
        return luhn("86%013d".formatted(number));
    }

    /** Digits that occur nowhere by chance. */
    static String pin(int number) {
        return luhn("%017d".formatted(31_415_926_535_897_932L + number * 7_919_191L));
    }

    static String row(int number) {
        return serial(number) + "," + pin(number);
    }

    static String rows(int from, int to) {
        return IntStream.range(from, to).mapToObj(ForeignPins::row).collect(Collectors.joining("\n"));
    }

    /** The same number with another last digit. */
    static String otherDigit(String number) {
        int last = number.length() - 1;
        return number.substring(0, last) + (number.charAt(last) == '9' ? '0' : (char) (number.charAt(last) + 1));
    }

    /** @param jwk the stock-import key, or one that takes its place */
    static byte[] sealed(String jwk, String lines) {
        try {
            P256Point key = P256Point.of(ECKey.parse(jwk).toECPublicKey());
            return StockFile.seal(lines.getBytes(US_ASCII), key, KeyEncryption.ECDH_ES)
                    .getBytes(US_ASCII);
        } catch (ParseException | JOSEException notAKey) {
            throw new AssertionError(notAKey);
        }
    }
}
