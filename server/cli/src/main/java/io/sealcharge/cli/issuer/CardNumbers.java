package io.sealcharge.cli.issuer;

import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.IssuerId;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.platform.domain.Luhn;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** Draws the numbers of cards. */
public final class CardNumbers {
    private static final int DIGITS = 16;
    private final SecureRandom random = new SecureRandom();

    /** A primary account number (ISO/IEC 7812-1): the issuer's eight digits, seven random ones, the check digit. */
    public CardId cardId(IssuerId issuer) {
        byte[] digits = new byte[DIGITS];
        byte[] head = issuer.toString().getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, digits, 0, head.length);
        for (int i = head.length; i < DIGITS - 1; i++) {
            digits[i] = (byte) ('0' + random.nextInt(10));
        }
        digits[DIGITS - 1] = Luhn.checkDigit(digits, DIGITS - 1);
        return CardId.parse(new String(digits, StandardCharsets.US_ASCII));
    }

    /** What a factory would give a blank card. */
    public SerialNumber serialNumber() {
        byte[] bytes = new byte[SerialNumber.LENGTH];
        random.nextBytes(bytes);
        return new SerialNumber(bytes);
    }
}
