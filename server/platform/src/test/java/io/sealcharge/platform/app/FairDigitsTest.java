package io.sealcharge.platform.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

final class FairDigitsTest {
    /** A generator that gives one byte value after the other. */
    private static final class Counting extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private int next;

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) next++;
            }
        }
    }

    private static int[] countsOver(int draws, char from) {
        FairDigits digits = new FairDigits(new Counting());
        int[] counts = new int[10];
        for (int i = 0; i < draws; i++) {
            counts[digits.digitFrom(from) - '0']++;
        }
        return counts;
    }

    @Test
    void eachDigitComesFromAsManyByteValues() {
        assertThat(countsOver(250, '0')).containsOnly(25);
        assertThat(countsOver(252, '1')).startsWith(0).endsWith(28, 28, 28, 28, 28, 28, 28, 28, 28);
        // The second round of bytes begins where the values from 250 on were thrown away.
        assertThat(countsOver(500, '0')).containsOnly(50);
    }

    @Test
    void digitsAreTheGeneratorsOwn() {
        FairDigits digits = new FairDigits(new SecureRandom());
        byte[] drawn = new byte[200];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = digits.digitFrom('0');
        }

        assertThat(new String(drawn, StandardCharsets.US_ASCII)).matches("[0-9]{200}");
    }
}
