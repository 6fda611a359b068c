package io.sealcharge.platform.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.app.ExpireKeys.Expired;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExpireKeysTest {
    private final List<String> journal = new ArrayList<>();
    private final MemoryRechargeStore recharges = new MemoryRechargeStore(journal);
    private final MemoryChannelStore channels = new MemoryChannelStore();
    private final ExpireKeys useCase = new ExpireKeys(
            recharges,
            channels,
            new RecordingKeys(journal),
            InstantSource.fixed(Instant.parse("2026-11-22T08:00:00Z")));

    @Test
    void goesOnWhileThereMayBeMore() {
        recharges.expired.addAll(List.of(500, 500, 12, 99));
        recharges.expiredVouchers.addAll(List.of(500, 7, 99));
        channels.forgotten.addAll(List.of(500, 3));

        assertThat(useCase.execute().result()).isEqualTo(new Expired(1012, 507, 503));
        assertThat(journal)
                .containsExactly(
                        "forget expired keys",
                        "expire keys",
                        "expire keys",
                        "expire keys",
                        "expire vouchers",
                        "expire vouchers");
    }

    @Test
    void leavesTheRestToTheNextRun() {
        recharges.expired.addAll(Collections.nCopies(30, 500));

        assertThat(useCase.execute().result()).isEqualTo(new Expired(20 * 500, 0, 0));
    }
}
