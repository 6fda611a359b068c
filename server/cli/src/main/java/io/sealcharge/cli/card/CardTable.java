package io.sealcharge.cli.card;

import io.sealcharge.card.protocol.CardCertificate;
import io.sealcharge.card.protocol.CurrencyNumber;
import io.sealcharge.card.protocol.KeyReference;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.cli.Amounts;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Cards for people and for machines. Nothing in it is secret. */
final class CardTable {
    private CardTable() {}

    static Map<String, Object> document(CardCertificate certificate, SerialNumber serial) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("cardId", certificate.cardId().toString());
        document.put("serialNumber", serial.toString());
        document.put("issuer", certificate.issuer().toString());
        document.put("scheme", words(certificate.key().scheme()));
        document.put("epoch", certificate.epoch());
        document.put("publicKey", certificate.key().point().toString());
        document.put("generator", certificate.key().generator().toString());
        return document;
    }

    static String[] lines(CardCertificate certificate, SerialNumber serial) {
        return new String[] {
            line("card", certificate.cardId()),
            line("serial number", serial),
            line("issuer", certificate.issuer()),
            line("key", words(certificate.key().scheme()) + ", epoch " + certificate.epoch()),
            line("public key", certificate.key().point())
        };
    }

    static String line(String name, Object value) {
        return "%-14s %s".formatted(name, value);
    }

    /** An enum's constant as people write it. */
    static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String words(KeyReference key) {
        return "issuer-" + words(key.role()) + "/" + key.epoch();
    }

    /** An amount with its ISO 4217 code, or the number where the JDK does not know the code. */
    static String amount(long amountMinor, CurrencyNumber currency) {
        return Currency.getAvailableCurrencies().stream()
                .filter(known -> known.getNumericCode() == currency.number())
                .map(Currency::getCurrencyCode)
                .sorted()
                .findFirst()
                .map(code -> Amounts.words(amountMinor, code))
                .orElse(amountMinor + " minor units of currency " + currency.number());
    }
}
