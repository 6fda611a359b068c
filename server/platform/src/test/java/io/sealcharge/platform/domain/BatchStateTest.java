package io.sealcharge.platform.domain;

import static io.sealcharge.platform.domain.BatchState.ACTIVE;
import static io.sealcharge.platform.domain.BatchState.DRAFT;
import static io.sealcharge.platform.domain.BatchState.LOCKED;
import static io.sealcharge.platform.domain.BatchState.VALIDATED;
import static io.sealcharge.platform.domain.BatchState.VOID;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchStateTest {
    private static final Map<BatchState, Set<BatchState>> PERMITTED = Map.of(
            DRAFT, Set.of(VALIDATED, VOID),
            VALIDATED, Set.of(ACTIVE, VOID),
            ACTIVE, Set.of(LOCKED, VOID),
            LOCKED, Set.of(ACTIVE, VOID),
            VOID, Set.of());

    @ParameterizedTest
    @EnumSource
    void goesNowhereElse(BatchState from) {
        for (BatchState to : BatchState.values()) {
            assertThat(from.canBecome(to))
                    .as("%s to %s", from, to)
                    .isEqualTo(PERMITTED.get(from).contains(to));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsLabel(BatchState state) {
        assertThat(BatchState.ofLabel(state.label())).contains(state);
        assertThat(BatchState.ofLabel(state.name())).isEmpty();
    }
}
