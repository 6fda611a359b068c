package io.sealcharge.platform.domain;

import static io.sealcharge.platform.domain.VoucherState.AVAILABLE;
import static io.sealcharge.platform.domain.VoucherState.BLOCKED;
import static io.sealcharge.platform.domain.VoucherState.CLAIMED;
import static io.sealcharge.platform.domain.VoucherState.CREATED;
import static io.sealcharge.platform.domain.VoucherState.EXPIRED;
import static io.sealcharge.platform.domain.VoucherState.REDEEMED;
import static io.sealcharge.platform.domain.VoucherState.RESERVED;
import static io.sealcharge.platform.domain.VoucherState.RETURNED;
import static io.sealcharge.platform.domain.VoucherState.SOLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VoucherStateTest {
    private static final Map<VoucherState, Set<VoucherState>> PERMITTED = Map.of(
            CREATED, Set.of(AVAILABLE, BLOCKED, EXPIRED, RETURNED),
            AVAILABLE, Set.of(CLAIMED, BLOCKED, EXPIRED, RETURNED),
            CLAIMED, Set.of(AVAILABLE, SOLD, BLOCKED, EXPIRED, RETURNED),
            SOLD, Set.of(RESERVED, REDEEMED, BLOCKED, EXPIRED),
            RESERVED, Set.of(SOLD, REDEEMED),
            REDEEMED, Set.of(),
            BLOCKED, Set.of(),
            EXPIRED, Set.of(),
            RETURNED, Set.of());

    @ParameterizedTest
    @EnumSource
    void goesNowhereElse(VoucherState from) {
        for (VoucherState to : VoucherState.values()) {
            assertThat(from.canBecome(to))
                    .as("%s to %s", from, to)
                    .isEqualTo(PERMITTED.get(from).contains(to));
        }
    }

    @Test
    void aVoucherThatWasSoldIsNeverInStockAgain() {
        Set<VoucherState> stock = EnumSet.of(CREATED, AVAILABLE, CLAIMED, RETURNED);
        Set<VoucherState> reached = EnumSet.of(SOLD);
        for (int step = 0; step < VoucherState.values().length; step++) {
            for (VoucherState next : VoucherState.values()) {
                if (reached.stream().anyMatch(state -> state.canBecome(next))) {
                    reached.add(next);
                }
            }
        }
        assertThat(reached).doesNotContainAnyElementsOf(stock).contains(REDEEMED, BLOCKED, EXPIRED, RESERVED);
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsLabel(VoucherState state) {
        assertThat(VoucherState.ofLabel(state.label())).isEqualTo(state);
    }
}
