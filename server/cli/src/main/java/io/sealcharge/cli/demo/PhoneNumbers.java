package io.sealcharge.cli.demo;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** Mobile numbers of China that libphonenumber takes for valid; nobody is called. */
final class PhoneNumbers {
    private static final String[] PREFIXES = {"130", "131", "133", "135", "136", "137", "138", "139"};

    private PhoneNumbers() {}

    /** E.164. */
    static String next(RandomGenerator random) {
        return String.format(
                Locale.ROOT, "+86%s%08d", PREFIXES[random.nextInt(PREFIXES.length)], random.nextInt(100_000_000));
    }
}
