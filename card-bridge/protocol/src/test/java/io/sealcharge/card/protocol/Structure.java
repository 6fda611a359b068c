package io.sealcharge.card.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Something that bytes from outside are read as.
 *
 * @param seeds encodings of it, to begin from
 * @param reading throws {@link MalformedCardDataException} or {@link SessionBrokenException} for whatever is no encoding of it
 */
record Structure(String name, List<byte[]> seeds, Consumer<byte[]> reading) {
    private static final int SEEDS = 2;

    static Structure of(VectorKind kind) {
        List<byte[]> seeds = CardVector.all().stream()
                .filter(vector -> vector.isValid() && vector.kind().equals(kind.label()))
                .limit(SEEDS)
                .map(CardVector::bytes)
                .toList();
        return new Structure(kind.label(), seeds, kind::read);
    }

    /** An exception without a rule, and a change of what is read, are findings. */
    void read(byte[] bytes) {
        byte[] before = bytes.clone();
        try {
            reading.accept(bytes);
        } catch (MalformedCardDataException | SessionBrokenException refused) {
            requireRule(refused.getMessage());
        }
        if (!Arrays.equals(bytes, before)) {
            throw new AssertionError("reading changes what is read");
        }
    }

    private static void requireRule(String message) {
        if (message == null || message.isBlank() || !message.chars().allMatch(each -> each >= ' ')) {
            throw new AssertionError("a refusal without a rule: " + message);
        }
    }
}
