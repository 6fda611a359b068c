package io.sealcharge.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MembersTest {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    @Test
    void aNameIsOfTheCharactersThatTheRuleNames() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String text = "a" + (char) c + "9";

            assertThat(Members.isName(text))
                    .as("U+%04X", c)
                    .isEqualTo(NAME.matcher(text).matches());
        }
    }

    @Test
    void aNameHas1To64Characters() {
        assertThat(Members.isName("")).isFalse();
        assertThat(Members.isName("-")).isTrue();
        assertThat(Members.isName("x".repeat(64))).isTrue();
        assertThat(Members.isName("x".repeat(65))).isFalse();
    }
}
