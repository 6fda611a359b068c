package io.sealcharge.cli.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PinSearchTest {
    private static final String PIN = "739205518264907133";
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    private final PinSearch search = new PinSearch(Map.of("PIN", PIN.getBytes(US_ASCII)));

    @ParameterizedTest
    @EnumSource
    void findsASecretInEachEncodingBetweenOtherText(Encoding encoding) {
        byte[] text = encoding.written("the code is ", PIN.getBytes(US_ASCII), " and no other");

        assertThat(encodings(search.in(text))).contains(encoding);
    }

    @ParameterizedTest
    @EnumSource
    void tellsLettersOfBothCasesApart(Encoding encoding) {
        byte[] secret = "Jm~?>o/Zz~".getBytes(US_ASCII);
        PinSearch ofLetters = new PinSearch(Map.of("word", secret));

        assertThat(encodings(ofLetters.in(encoding.written("", secret, "??")))).contains(encoding);
        assertThat(ofLetters.in(encoding.written("", "jM~?>O/zZ~".getBytes(US_ASCII), "??")))
                .isEmpty();
    }

    @Test
    void findsWhatOtherCodeWrote() {
        String json = "{\"pin\":\"" + PIN + "\"}";

        assertThat(encodings(search.in(json.getBytes(StandardCharsets.UTF_8)))).containsExactly(Encoding.PLAIN);
        assertThat(search.in(Base64.getMimeEncoder(400, new byte[] {'\n'}).encode(json.getBytes(US_ASCII))))
                .isNotEmpty();
        assertThat(encodings(search.in(
                        HexFormat.of().formatHex(json.getBytes(US_ASCII)).getBytes(US_ASCII))))
                .containsExactlyInAnyOrder(Encoding.HEX_LOWER, Encoding.HEX_UPPER);
        assertThat(encodings(search.in(json.getBytes(StandardCharsets.UTF_16LE))))
                .contains(Encoding.UTF_16LE);
        assertThat(encodings(search.in(json.getBytes(StandardCharsets.UTF_16)))).contains(Encoding.UTF_16BE);
    }

    @ParameterizedTest
    @ValueSource(ints = {(1 << 20) - 10, (1 << 20) + 30, (1 << 21) - 5, 2_400_000})
    void findsASecretAcrossTheEndOfABuffer(int position) throws IOException {
        for (Encoding encoding : Encoding.values()) {
            byte[] written = encoding.written("", PIN.getBytes(US_ASCII), "");
            byte[] binary = noise(position + written.length + 1_000);
            System.arraycopy(written, 0, binary, position, written.length);

            assertThat(encodings(search.in(new ByteArrayInputStream(binary))))
                    .describedAs(
                            "%s at %d, repeat: ./test cli -Dtest=PinSearchTest -Dseed=%d", encoding, position, SEED)
                    .contains(encoding);
        }
    }

    @Test
    void findsASecretAtTheVeryBeginningAndEndOfABinaryFile() {
        byte[] pin = PIN.getBytes(US_ASCII);
        byte[] binary = noise(5_000);
        System.arraycopy(pin, 0, binary, 0, pin.length);
        assertThat(search.in(binary)).isNotEmpty();

        binary = noise(5_000);
        System.arraycopy(pin, 0, binary, binary.length - pin.length, pin.length);
        assertThat(search.in(binary)).isNotEmpty();
        assertThat(search.in(pin)).isNotEmpty();
    }

    @Test
    void findsNothingInNoiseNorInAPartOfTheSecret() {
        assertThat(search.in(noise(3_000_000))).isEmpty();
        assertThat(search.in(PIN.substring(1).getBytes(US_ASCII))).isEmpty();
        assertThat(search.in(PIN.substring(0, PIN.length() - 1).getBytes(US_ASCII)))
                .isEmpty();
        assertThat(search.in(new byte[0])).isEmpty();
    }

    @Test
    void tellsSecretsApartByNameAndNeverShowsThem() {
        PinSearch two =
                new PinSearch(Map.of("first", PIN.getBytes(US_ASCII), "second", "111222333444".getBytes(US_ASCII)));

        Set<PinSearch.Match> matches = two.in("…111222333444…".getBytes(StandardCharsets.UTF_8));

        assertThat(matches).extracting(PinSearch.Match::secret).containsOnly("second");
        assertThat(matches.toString()).doesNotContain("111222333444");
    }

    @Test
    void refusesASecretThatChanceWouldFind() {
        assertThatThrownBy(() -> new PinSearch(Map.of("short", "12345".getBytes(US_ASCII))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("12345");
    }

    private static Set<Encoding> encodings(Set<PinSearch.Match> matches) {
        return matches.stream().map(PinSearch.Match::encoding).collect(Collectors.toSet());
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(SEED).nextBytes(noise);
        return noise;
    }
}
