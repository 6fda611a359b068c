package io.sealcharge.load.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.load.flow.BooksBuilder;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final BitSet PURCHASES = BitSet.valueOf(new long[] {0b111});
    private static final Map<Long, Long> SOLD = Map.of(11L, 0L, 12L, 1L, 13L, 2L);
    private static final Map<Long, Long> REDEMPTIONS = Map.of(0L, 11L, 1L, 12L);
    private static final Recorded RECORDED = new Recorded(PURCHASES, SOLD, REDEMPTIONS, 0);

    private final BooksBuilder books =
            new BooksBuilder().bought(0, 11).bought(1, 12).redeemed(0, 11);

    @Test
    void whatIsRecordedAndWasNotHeardIsNoFault() {
        List<Check> checks = checks(RECORDED);

        assertThat(checks).allMatch(Check::passed).hasSize(4);
        assertThat(checks.getFirst().words()).contains("2 purchases were acknowledged", "1 were recorded and not");
        assertThat(checks.get(2).words()).contains("1 recharges were acknowledged", "1 were recorded and not");
        assertThat(checks.getFirst()).asString().startsWith("ok");
    }

    @Test
    void anAcknowledgedPurchaseThatIsNotRecordedIsFound() {
        assertFails(0, new Recorded(BitSet.valueOf(new long[] {0b101}), SOLD, REDEMPTIONS, 0));
    }

    @Test
    void aVoucherThatAnotherPurchaseHasIsFound() {
        assertFails(1, new Recorded(PURCHASES, Map.of(11L, 1L, 12L, 1L), REDEMPTIONS, 0));
        assertFails(1, new Recorded(PURCHASES, Map.of(11L, 0L), REDEMPTIONS, 0));
    }

    @Test
    void aVoucherThatWasHandedOutTwiceIsFound() {
        books.bought(2, 13).bought(2, 13);
        assertFails(1, RECORDED);
    }

    @Test
    void anAcknowledgedRechargeThatIsNotRecordedIsFound() {
        assertFails(2, new Recorded(PURCHASES, SOLD, Map.of(1L, 12L), 0));
        assertFails(2, new Recorded(PURCHASES, SOLD, Map.of(0L, 12L), 0));
    }

    @Test
    void aVoucherThatWasRedeemedTwiceIsFound() {
        assertFails(3, new Recorded(PURCHASES, SOLD, REDEMPTIONS, 1));
        books.redeemed(1, 12).redeemed(2, 12);
        assertThat(checks(new Recorded(PURCHASES, SOLD, Map.of(0L, 11L, 1L, 12L, 2L, 12L), 0)))
                .extracting(Check::passed)
                .containsExactly(true, true, true, false);
    }

    private void assertFails(int place, Recorded recorded) {
        List<Check> checks = checks(recorded);
        for (int i = 0; i < checks.size(); i++) {
            assertThat(checks.get(i).passed()).as(checks.get(i).toString()).isEqualTo(i != place);
        }
        assertThat(checks.get(place)).asString().startsWith("FAILED");
    }

    private List<Check> checks(Recorded recorded) {
        return new Comparison(books.build(), recorded).checks();
    }
}
