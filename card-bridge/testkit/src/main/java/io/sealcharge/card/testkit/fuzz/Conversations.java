package io.sealcharge.card.testkit.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Bytes for {@link FuzzedCard} that make sense, for a fuzzer to begin from. */
public final class Conversations {
    private static final int BLANK = 0;
    private static final int CERTIFIED = 1;
    private static final int DERIVED = 2;
    private static final int LATE = 3;
    private static final int BLOCKED = 4;

    private static final int BEGINNINGS = 6;
    /** The last operations, which a blocked card may apply. */
    private static final int ADMINISTRATION = 4;

    private static final int AS_IT_IS = 0;

    private Conversations() {}

    /** All of them. */
    public static List<byte[]> all() {
        List<byte[]> all = new ArrayList<>();
        for (int beginning = 0; beginning < BEGINNINGS; beginning++) {
            all.add(readAll(beginning));
        }
        for (int content = 0; content < Contents.OPERATIONS.size(); content++) {
            all.add(executed(content % 2 == 0 ? CERTIFIED : DERIVED, content));
        }
        for (int content = Contents.OPERATIONS.size() - ADMINISTRATION;
                content < Contents.OPERATIONS.size();
                content++) {
            all.add(executed(BLOCKED, content));
        }
        all.add(debitedWithPin(2));
        all.add(debitedWithPin(3));
        // A forged instruction, two for one counter, one after SELECT, one too many.
        all.add(bytes(CERTIFIED, 2, 0, AS_IT_IS, 4, 1, AS_IT_IS, 1, 40, 0, 1));
        all.add(bytes(CERTIFIED, 2, 0, AS_IT_IS, 4, 1, AS_IT_IS, AS_IT_IS, 4, 1, AS_IT_IS, AS_IT_IS));
        all.add(bytes(CERTIFIED, 2, 0, AS_IT_IS, 1, 0, AS_IT_IS, 4, 1, AS_IT_IS, AS_IT_IS));
        all.add(bytes(LATE, 2, 0, AS_IT_IS, 4, 0, AS_IT_IS, AS_IT_IS, 2, 0, AS_IT_IS));
        all.add(transferred(0));
        all.add(transferred(1));
        all.addAll(personalisations());
        all.add(bytes(CERTIFIED, 0, 5, 0x80, 0x5C, 0, 0, 0, 0, 3, 0x80, 0x5C, 0));
        all.add(bytes(CERTIFIED, 2, 0, AS_IT_IS, 4, 1, 1, 70, 0, 0xFF, AS_IT_IS, 6, 4, 100));
        // INITIALIZE, spoilt into another command that is answered
        all.add(bytes(DERIVED, 2, 0, 1, 0, 4, 0, 0x0A, 1, 0, 4, 0, 6, 0));
        return List.copyOf(all);
    }

    /** From a blank card to one that is recharged: the card makes its key, and is sent one. */
    public static List<byte[]> personalisations() {
        return List.of(personalised(3), personalised(4));
    }

    private static byte[] readAll(int beginning) {
        ByteArrayOutputStream all = begin(beginning);
        for (int command = 0; command < Contents.READING.size(); command++) {
            put(all, 1, command, AS_IT_IS);
        }
        return all.toByteArray();
    }

    /** Initialised, executed, and the same instruction again. */
    private static byte[] executed(int beginning, int content) {
        int business =
                Contents.BUSINESSES.indexOf(Contents.OPERATIONS.get(content).business());
        return bytes(beginning, 2, business, AS_IT_IS, 4, content, AS_IT_IS, AS_IT_IS, 6, AS_IT_IS);
    }

    /** @param amount its number */
    private static byte[] debitedWithPin(int amount) {
        int redeemed = Contents.AMOUNTS.size() + amount;
        return bytes(CERTIFIED, 7, 0, 0, AS_IT_IS, 2, 1, AS_IT_IS, 4, redeemed, AS_IT_IS, AS_IT_IS);
    }

    /** @param direction 0 out of the card, 1 onto it */
    private static byte[] transferred(int direction) {
        return bytes(DERIVED, 2, 2 + direction, AS_IT_IS, 3, direction, 1, AS_IT_IS, 5, AS_IT_IS, AS_IT_IS);
    }

    /** @param keyStep 3 has the card make its key, 4 sends it one */
    private static byte[] personalised(int keyStep) {
        ByteArrayOutputStream all = begin(BLANK);
        put(all, 8, 0, AS_IT_IS);
        put(all, 8, 1, AS_IT_IS, AS_IT_IS);
        put(all, 8, 2, 0, AS_IT_IS, AS_IT_IS);
        put(all, 8, 2, 1, AS_IT_IS, AS_IT_IS);
        put(all, 8, keyStep, AS_IT_IS, AS_IT_IS);
        put(all, 8, 5, AS_IT_IS, AS_IT_IS);
        put(all, 8, 6, AS_IT_IS, AS_IT_IS);
        put(all, 8, 7, AS_IT_IS, AS_IT_IS);
        put(all, 2, 0, AS_IT_IS, 4, 1, AS_IT_IS, AS_IT_IS);
        return all.toByteArray();
    }

    private static ByteArrayOutputStream begin(int beginning) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(beginning);
        return all;
    }

    private static byte[] bytes(int beginning, int... rest) {
        ByteArrayOutputStream all = begin(beginning);
        put(all, rest);
        return all.toByteArray();
    }

    private static void put(ByteArrayOutputStream all, int... each) {
        for (int one : each) {
            all.write(one);
        }
    }
}
