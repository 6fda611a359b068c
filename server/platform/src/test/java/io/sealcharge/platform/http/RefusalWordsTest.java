package io.sealcharge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.domain.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalWordsTest {
    @ParameterizedTest
    @EnumSource
    void eachRefusalHasACodeAndASentence(Refusal refusal) {
        RefusalWords.Told told = RefusalWords.of(refusal);

        assertThat(told.code()).isNotNull();
        assertThat(told.detail()).matches("[A-Za-z].*\\.");
    }
}
