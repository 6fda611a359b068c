package io.sealcharge.platform.domain;

/** What became of one row of a file of foreign PINs. Tells nothing of a refused row's PIN. */
public sealed interface ImportedRow {
    /** From 1. */
    int line();

    /** A voucher for the stock, its PIN indexed and boxed. */
    record Accepted(int line, StockVoucher voucher) implements ImportedRow {}

    /** A row that breaks a rule. */
    record Refused(int line, Rule rule) implements ImportedRow {}

    /** What a row can break, in the order in which it is judged. */
    enum Rule {
        /** It is not a serial number, a comma and a PIN. */
        NOT_TWO_FIELDS,
        /** The serial number is not as many digits as the product's. */
        SERIAL_FORMAT,
        /** The last digit of the serial number is not its Luhn digit. */
        SERIAL_CHECK_DIGIT,
        /** The PIN is not as many digits as the product's. */
        PIN_FORMAT,
        /** The last digit of the PIN is not its Luhn digit. */
        PIN_CHECK_DIGIT,
        /** An earlier row has the serial number. */
        SERIAL_TWICE,
        /** An earlier row has the PIN. */
        PIN_TWICE,
        /** The platform has a voucher of this serial number. */
        SERIAL_EXISTS,
        /** The platform has a voucher of this PIN. */
        PIN_EXISTS
    }
}
