package io.sealcharge.load;

import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.RechargeContent;
import io.sealcharge.envelope.SharedKey;
import io.sealcharge.terminal.References;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Recharges that are refused, of each kind in turn and in an order that changes each time. */
final class Trials {
    private static final int ENCRYPTED_KEY = 1;
    private static final int TAG = 4;
    private static final int TERMINALS = 50;
    private static final int NUMBERS = 100_000_000;

    private final Kiosk kiosk;
    private final Stopwatch stopwatch;
    private final Vouchers vouchers;
    private final Random random;
    private final List<SharedKey> sharedKeys = new ArrayList<>();

    Trials(Kiosk kiosk, Stopwatch stopwatch, Vouchers vouchers, Random random) {
        this.kiosk = kiosk;
        this.stopwatch = stopwatch;
        this.vouchers = vouchers;
        this.random = random;
    }

    /** Registers the terminals that share keys. */
    void registerTerminals() {
        for (int i = 0; i < TERMINALS; i++) {
            sharedKeys.add(kiosk.register(terminal(true, i)));
        }
    }

    private static String terminal(boolean shared, int number) {
        return (shared ? "load-shared-" : "load-") + number;
    }

    /** So many of each kind that can occur that way; the times go to {@code times}. */
    void run(Way way, int count, Times times) throws IOException, InterruptedException {
        List<Refused> kinds = new ArrayList<>(Arrays.stream(Refused.values())
                .filter(kind -> kind.occursIn(way))
                .toList());
        for (int trial = 0; trial < count; trial++) {
            Collections.shuffle(kinds, random);
            for (Refused kind : kinds) {
                times.add(kind, stopwatch.send(recharge(way, kind, trial % TERMINALS)));
            }
        }
    }

    /** A recharge that is to be refused, its key asked for and all but sent. */
    private byte[] recharge(Way way, Refused kind, int number) {
        String reference = References.next();
        String terminal = terminal(way.isShared(), number);
        String phoneNumber = phoneNumber();
        RequestKey key = way.isShared()
                ? kiosk.requestShared(reference, terminal, sharedKeys.get(number))
                : kiosk.requestKey(reference, terminal);
        return Kiosk.recharge(reference, terminal, phoneNumber, envelope(way, kind, key, phoneNumber, reference));
    }

    private String envelope(Way way, Refused kind, RequestKey key, String phoneNumber, String reference) {
        if (kind == Refused.NO_CONTENT) {
            return key.sealText("{\"pin\":\"" + "7".repeat(60) + "\"", way.encryption());
        }
        try (Pin pin = vouchers.pin(kind)) {
            String inside = kind == Refused.OTHER_NUMBER ? phoneNumber() : phoneNumber;
            String named = kind == Refused.OTHER_REFERENCE ? References.next() : reference;
            String sealed = key.seal(new RechargeContent(pin, inside, named), way.encryption());
            return switch (kind) {
                case ALTERED -> altered(sealed, TAG);
                case ALTERED_KEY -> altered(sealed, ENCRYPTED_KEY);
                default -> sealed;
            };
        }
    }

    /** A mobile number of China; nobody is called. */
    private String phoneNumber() {
        return String.format(Locale.ROOT, "+86138%08d", random.nextInt(NUMBERS));
    }

    private static String altered(String compact, int part) {
        String[] parts = compact.split("\\.", -1);
        byte[] bytes = Base64.getUrlDecoder().decode(parts[part]);
        bytes[0] ^= 1;
        parts[part] = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return String.join(".", parts);
    }
}
