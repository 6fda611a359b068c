package io.sealcharge.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.envelope.Pin;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.Secret;
import io.sealcharge.hsm.testkit.InMemoryHsm;
import io.sealcharge.platform.domain.Luhn;
import io.sealcharge.platform.domain.PinFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class RandomDigitsTest {
    private static final long SEED = Long.getLong("seed", 20261122L);
    /** The 99.9th percentile of chi-square with 9 degrees of freedom. */
    private static final double CRITICAL = 27.88;

    private final Random random = new Random(SEED);
    private final List<Secret> drawn = new ArrayList<>();

    private Hsm seeded() {
        return giving(() -> {
            byte[] bytes = new byte[64];
            random.nextBytes(bytes);
            return draw(bytes);
        });
    }

    private static Hsm giving(Supplier<Secret> random) {
        return TestKeys.overriding(new InMemoryHsm(), Map.of("random", random));
    }

    private Secret draw(byte[] bytes) {
        Secret secret = Secret.owning(bytes);
        drawn.add(secret);
        return secret;
    }

    private static double chiSquare(int[] counts) {
        double expected = Arrays.stream(counts).sum() / (double) counts.length;
        return Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }

    @Test
    void eachDigitIsEquallyLikelyAtEachPlace() {
        PinFormat format = new PinFormat(18, false);
        int[][] counts = new int[18][10];
        try (RandomDigits digits = new RandomDigits(seeded())) {
            for (int i = 0; i < 20_000; i++) {
                count(digits, format, counts);
            }
        }
        for (int place = 0; place < counts.length; place++) {
            assertThat(chiSquare(counts[place]))
                    .as("place %d; repeat with -Dtest=RandomDigitsTest -Dseed=%d", place, SEED)
                    .isLessThan(CRITICAL);
        }
    }

    private static void count(RandomDigits digits, PinFormat format, int[][] counts) {
        try (Pin pin = digits.pin(format)) {
            byte[] ascii = pin.asciiBytes();
            for (int place = 0; place < ascii.length; place++) {
                counts[place][ascii[place] - '0']++;
            }
        }
    }

    @Test
    void bytesThatWouldFavourSmallDigitsAreThrownAway() {
        byte[] unfair = new byte[64];
        Arrays.fill(unfair, (byte) 250);
        unfair[63] = (byte) 255;
        byte[] fair = new byte[64];
        Arrays.fill(fair, (byte) 249);
        List<byte[]> bytes = new ArrayList<>(List.of(unfair, fair));

        try (RandomDigits digits = new RandomDigits(giving(() -> draw(bytes.removeFirst())));
                Pin pin = digits.pin(new PinFormat(18, false))) {
            assertThat(pin.asciiBytes()).containsOnly('9');
        }
        assertThat(bytes).isEmpty();
    }

    @Test
    void theLastDigitIsACheckDigitIfTheFormatSaysSo() {
        try (RandomDigits digits = new RandomDigits(seeded())) {
            for (int i = 0; i < 100; i++) {
                try (Pin pin = digits.pin(new PinFormat(19, true))) {
                    byte[] ascii = pin.asciiBytes();
                    assertThat(ascii).hasSize(19);
                    assertThat(ascii[18]).isEqualTo(Luhn.checkDigit(ascii, 18));
                }
            }
        }
    }

    @Test
    void whatWasDrawnIsWiped() {
        try (RandomDigits digits = new RandomDigits(seeded())) {
            for (int i = 0; i < 10; i++) {
                digits.pin(new PinFormat(32, false)).close();
            }
        }

        assertThat(drawn)
                .hasSizeGreaterThan(4)
                .allSatisfy(secret -> assertThat(secret.bytes()).containsOnly(0));
    }
}
