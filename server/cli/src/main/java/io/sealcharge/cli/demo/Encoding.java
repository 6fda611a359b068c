package io.sealcharge.cli.demo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A form in which a program writes bytes. Base64 (RFC 4648, 4 and 5) shows the same bytes in three ways, by where they
 * stand in a group of three, so each is a form of its own.
 */
public enum Encoding {
    PLAIN,
    BASE64_AT_0,
    BASE64_AT_1,
    BASE64_AT_2,
    BASE64URL_AT_0,
    BASE64URL_AT_1,
    BASE64URL_AT_2,
    HEX_LOWER,
    HEX_UPPER,
    UTF_16LE,
    UTF_16BE;

    /**
     * What shows of {@code secret} (ASCII) wherever it was written in this form, whatever stands around it: in base64
     * without the characters at either end, which depend on their neighbours.
     */
    byte[] pattern(byte[] secret) {
        return switch (this) {
            case BASE64_AT_0, BASE64_AT_1, BASE64_AT_2, BASE64URL_AT_0, BASE64URL_AT_1, BASE64URL_AT_2 ->
                inner(secret.length, write(new byte[misalignment()], secret, new byte[0]));
            default -> write(new byte[0], secret, new byte[0]);
        };
    }

    /**
     * A text (ASCII) that holds {@code secret}, in this form. What precedes the secret is lengthened with spaces until
     * the secret stands where this form has it.
     */
    byte[] written(String before, byte[] secret, String after) {
        StringBuilder aligned = new StringBuilder(before);
        while (aligned.length() % 3 != misalignment()) {
            aligned.append(' ');
        }
        return write(
                aligned.toString().getBytes(StandardCharsets.US_ASCII),
                secret,
                after.getBytes(StandardCharsets.US_ASCII));
    }

    /** As people name it. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ').replace("utf 16", "UTF-16");
    }

    private int misalignment() {
        return switch (this) {
            case BASE64_AT_1, BASE64URL_AT_1 -> 1;
            case BASE64_AT_2, BASE64URL_AT_2 -> 2;
            default -> 0;
        };
    }

    private byte[] write(byte[] before, byte[] secret, byte[] after) {
        byte[] text = Arrays.copyOf(before, before.length + secret.length + after.length);
        System.arraycopy(secret, 0, text, before.length, secret.length);
        System.arraycopy(after, 0, text, before.length + secret.length, after.length);
        try {
            return switch (this) {
                case PLAIN -> text.clone();
                case BASE64_AT_0, BASE64_AT_1, BASE64_AT_2 ->
                    Base64.getEncoder().encode(text);
                case BASE64URL_AT_0, BASE64URL_AT_1, BASE64URL_AT_2 ->
                    Base64.getUrlEncoder().encode(text);
                case HEX_LOWER -> HexFormat.of().formatHex(text).getBytes(StandardCharsets.US_ASCII);
                case HEX_UPPER -> HexFormat.of().withUpperCase().formatHex(text).getBytes(StandardCharsets.US_ASCII);
                case UTF_16LE -> wide(text, 0);
                case UTF_16BE -> wide(text, 1);
            };
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    private byte[] inner(int length, byte[] encoded) {
        int skipped = misalignment();
        // A character that holds even one bit of a neighbour goes: six bits each.
        int from = (skipped * 8 + 5) / 6;
        int to = (skipped + length) * 8 / 6;
        return Arrays.copyOfRange(encoded, from, to);
    }

    private static byte[] wide(byte[] ascii, int offset) {
        byte[] wide = new byte[ascii.length * 2];
        for (int i = 0; i < ascii.length; i++) {
            wide[2 * i + offset] = ascii[i];
        }
        return wide;
    }
}
