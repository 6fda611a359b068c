package io.sealcharge.platform.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.domain.Luhn;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeOrderedIdsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00.123Z");

    private Instant now = NOW;
    private final TimeOrderedIds ids = new TimeOrderedIds(() -> now, new SecureRandom());

    private static long millis(UUID id) {
        return id.getMostSignificantBits() >>> 16;
    }

    @Test
    void aUuidHasVersionVariantAndTime() {
        UUID id = ids.next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(millis(id)).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void uuidsRiseWhileTheClockStandsStillLongerThanTheCounterLasts() {
        assertRising(10_000);
    }

    @Test
    void uuidsRiseWhenTheClockGoesBack() {
        UUID before = ids.next();
        now = NOW.minusSeconds(3600);

        assertThat(ids.next().toString()).isGreaterThan(before.toString());
    }

    @Test
    void uuidsFollowTheClockAgain() {
        assertRising(10);
        now = NOW.plusSeconds(1);

        assertThat(millis(ids.next())).isEqualTo(NOW.plusSeconds(1).toEpochMilli());
    }

    private void assertRising(int count) {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(ids.next().toString());
        }
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 15, 16, 19, 32})
    void aSerialNumberHasItsLengthAndALuhnDigitAndNoLeadingZero(int length) {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            String serialNumber = ids.serialNumber(length);
            assertThat(serialNumber).matches("[1-9][0-9]{" + (length - 1) + "}");
            byte[] digits = serialNumber.getBytes(StandardCharsets.US_ASCII);
            assertThat(digits[length - 1]).isEqualTo(Luhn.checkDigit(digits, length - 1));
            made.add(serialNumber);
        }
        assertThat(made).hasSizeGreaterThan(195);
    }
}
