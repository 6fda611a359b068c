package io.sealcharge.platform.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TerminalKidTest {
    private static final String TERMINAL = "0198c0de-0000-7000-8000-00000000abcd";

    @Test
    void isTheTerminalAndTheGeneration() {
        TerminalKid kid = new TerminalKid(UUID.fromString(TERMINAL), 7);

        assertThat(kid).hasToString(TERMINAL + ".7");
        assertThat(TerminalKid.parse(TERMINAL + ".7")).contains(kid);
        assertThat(new TerminalKeyId("shop", UUID.fromString(TERMINAL), 7, 1).kid())
                .isEqualTo(kid.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                TERMINAL,
                TERMINAL + ".",
                TERMINAL + ".0",
                TERMINAL + ".07",
                TERMINAL + ".-1",
                TERMINAL + ".1234567890",
                TERMINAL + ".1 ",
                "0198C0DE-0000-7000-8000-00000000ABCD.1",
                "1-1-1-1-1.1"
            })
    void noOtherTextIsAName(String text) {
        assertThat(TerminalKid.parse(text)).isEmpty();
    }

    @Test
    void generationsCountFromOne() {
        assertThatThrownBy(() -> new TerminalKid(UUID.fromString(TERMINAL), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
