package io.sealcharge.card.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BusinessTest {
    private static final EnumSet<Business> VALUE =
            EnumSet.of(Business.RECHARGE, Business.REDEEM, Business.TRANSFER_OUT, Business.TRANSFER_IN);

    @ParameterizedTest
    @EnumSource(Business.class)
    void valueMovesOneWayAndAdministrationNone(Business business) {
        assertThat(business.isAdministration()).isEqualTo(!VALUE.contains(business));
        assertThat(business.isCredit() ^ business.isDebit()).isEqualTo(VALUE.contains(business));
        assertThat(Business.of(business.code())).isEqualTo(business);
    }

    @Test
    void onlyBlockingIsSignedByEither() {
        for (Business business : Business.values()) {
            assertThat(business.maySign(IssuerRole.ADMIN)).isEqualTo(business.isAdministration());
            assertThat(business.maySign(IssuerRole.OPERATION))
                    .isEqualTo(VALUE.contains(business) || business == Business.BLOCK);
        }
    }

    @Test
    void statesAllowWhatTheDocumentSays() {
        assertThat(allowed(CardState.BLANK)).isEmpty();
        assertThat(allowed(CardState.RETIRED)).isEmpty();
        assertThat(allowed(CardState.ACTIVE))
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(Business.UNBLOCK)));
        EnumSet<Business> blocked = EnumSet.complementOf(VALUE);
        blocked.remove(Business.BLOCK);
        assertThat(allowed(CardState.BLOCKED)).containsExactlyInAnyOrderElementsOf(blocked);
    }

    private static Business[] allowed(CardState state) {
        return Arrays.stream(Business.values())
                .filter(business -> business.isAllowedIn(state))
                .toArray(Business[]::new);
    }

    @ParameterizedTest
    @EnumSource(Business.class)
    void theLastSixteenCountersAreReserved(Business business) {
        boolean served = business == Business.REDEEM || business.isAdministration();
        assertThat(business.isAllowedAt(0)).isTrue();
        assertThat(business.isAllowedAt(0xFFFF_FFEEL)).isTrue();
        assertThat(business.isAllowedAt(0xFFFF_FFEFL)).isEqualTo(served);
        assertThat(business.isAllowedAt(0xFFFF_FFFEL)).isEqualTo(served);
        assertThat(business.isAllowedAt(0xFFFF_FFFFL)).isFalse();
    }
}
