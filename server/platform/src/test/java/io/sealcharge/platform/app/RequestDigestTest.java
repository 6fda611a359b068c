package io.sealcharge.platform.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RequestDigestTest {
    private static String hex(RequestDigest digest) {
        return HexFormat.of().formatHex(digest.sum());
    }

    @Test
    void isSha256OverFieldsWithTheirLengthsBeforeThem() {
        // printf '\0\0\0\3act\0\0\0\2ab\0\0\0\x8\0\0\0\0\0\0\0\x7' | sha256sum
        assertThat(hex(RequestDigest.of("act").text("ab").number(7)))
                .isEqualTo("f2bdf24170a48971bee5334f38412dcf381b63dc3d19baed21fe52ee95f27727");
    }

    @Test
    void fieldsDoNotRunIntoEachOther() {
        assertThat(List.of(
                        hex(RequestDigest.of("act").text("ab").text("c")),
                        hex(RequestDigest.of("act").text("a").text("bc")),
                        hex(RequestDigest.of("act").text("abc")),
                        hex(RequestDigest.of("act").text("").text("abc")),
                        hex(RequestDigest.of("acta").text("bc"))))
                .doesNotHaveDuplicates();
    }
}
