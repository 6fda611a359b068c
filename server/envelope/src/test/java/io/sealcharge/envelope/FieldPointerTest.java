package io.sealcharge.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldPointerTest {
    @ParameterizedTest
    @CsvSource({
        "reference, /vouchers/0/reference",
        "'', /vouchers/0/",
        "a b, /vouchers/0/a b",
        "a/b~c, /vouchers/0/a~1b~0c",
        "~1, /vouchers/0/~01",
        "t\u0007ür, /vouchers/0/t??r",
    })
    void aNameIsEscapedAndCleaned(String name, String pointer) {
        assertThat(FieldPointer.to("/vouchers/0", name)).isEqualTo(pointer);
    }

    @Test
    void aLongNameIsCutBeforeItIsEscaped() {
        assertThat(FieldPointer.to("", "n".repeat(65))).isEqualTo("/" + "n".repeat(64));
        assertThat(FieldPointer.to("", "/".repeat(65))).isEqualTo("/" + "~1".repeat(64));
        assertThat(FieldPointer.shown("/".repeat(65))).isEqualTo("/".repeat(64));
    }
}
