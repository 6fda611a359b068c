package io.sealcharge.platform.keys;

import io.sealcharge.envelope.Pin;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.platform.domain.ImportedRow;
import io.sealcharge.platform.domain.ImportedRow.Rule;
import io.sealcharge.platform.domain.Luhn;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.StockRules;
import io.sealcharge.platform.domain.StockVoucher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a file of foreign PINs in the clear: lines of serial number, comma, PIN, ended by LF or CR LF. Reads them
 * once, one piece of work after the other.
 */
final class StockRows {
    private final byte[] text;
    private final StockRules rules;
    private final Set<String> serialNumbers = new HashSet<>();
    private final Set<PinIndex> pins = new HashSet<>();
    private int at;
    private int line;

    /** @param text stays the caller's, who wipes it in the end */
    StockRows(byte[] text, StockRules rules) {
        this.text = text;
        this.rules = rules;
    }

    boolean atEnd() {
        return at >= text.length;
    }

    /** Rows read. */
    int count() {
        return line;
    }

    /** The next rows, at most so many. Must be used on the HSM's threads. */
    List<ImportedRow> next(Hsm device, KeySnapshot keys, int most) {
        List<ImportedRow> rows = new ArrayList<>();
        while (rows.size() < most && !atEnd()) {
            int end = at;
            while (end < text.length && text[end] != '\n') {
                end++;
            }
            line++;
            int visible = end > at && text[end - 1] == '\r' ? end - 1 : end;
            rows.add(row(device, keys, at, visible));
            at = end + 1;
        }
        return rows;
    }

    private ImportedRow row(Hsm device, KeySnapshot keys, int from, int to) {
        int comma = from;
        while (comma < to && text[comma] != ',') {
            comma++;
        }
        for (int i = comma + 1; i < to; i++) {
            if (text[i] == ',') {
                return refused(Rule.NOT_TWO_FIELDS);
            }
        }
        if (comma >= to) {
            return refused(Rule.NOT_TWO_FIELDS);
        }
        byte[] serial = Arrays.copyOfRange(text, from, comma);
        byte[] pin = Arrays.copyOfRange(text, comma + 1, to);
        try {
            Rule broken = broken(serial, pin);
            return broken == null ? voucher(device, keys, serial, pin) : refused(broken);
        } finally {
            Arrays.fill(pin, (byte) 0);
        }
    }

    private ImportedRow refused(Rule rule) {
        return new ImportedRow.Refused(line, rule);
    }

    private @Nullable Rule broken(byte[] serial, byte[] pin) {
        PinFormat format = rules.pinFormat();
        if (!digits(serial, rules.serialLength())) {
            return Rule.SERIAL_FORMAT;
        }
        if (!luhn(serial)) {
            return Rule.SERIAL_CHECK_DIGIT;
        }
        if (!digits(pin, format.length())) {
            return Rule.PIN_FORMAT;
        }
        return format.checkDigit() && !luhn(pin) ? Rule.PIN_CHECK_DIGIT : null;
    }

    private static boolean digits(byte[] field, int length) {
        boolean good = field.length == length;
        for (byte digit : field) {
            good &= digit >= '0' && digit <= '9';
        }
        return good;
    }

    private static boolean luhn(byte[] digits) {
        return digits[digits.length - 1] == Luhn.checkDigit(digits, digits.length - 1);
    }

    private ImportedRow voucher(Hsm device, KeySnapshot keys, byte[] serial, byte[] digits) {
        String serialNumber = new String(serial, StandardCharsets.US_ASCII);
        if (serialNumbers.contains(serialNumber)) {
            return refused(Rule.SERIAL_TWICE);
        }
        StockVoucher voucher;
        try (Pin pin = new Pin(digits)) {
            voucher = PinBoxes.stockVoucher(device, keys, serialNumber, pin);
        }
        if (!pins.add(voucher.pinIndex())) {
            return refused(Rule.PIN_TWICE);
        }
        serialNumbers.add(serialNumber);
        return new ImportedRow.Accepted(line, voucher);
    }
}
