package io.sealcharge.platform.app;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Housekeeping: what has a time and is past it goes away. Run it every few seconds, one run at a time. */
public final class ExpireKeys {
    private static final int ROWS_AT_ONCE = 500;
    /** A run is bounded: what is left over waits for the next one. */
    private static final int STATEMENTS_PER_RUN = 20;

    private final RechargeStore recharges;
    private final ChannelStore channels;
    private final Keys keys;
    private final InstantSource clock;

    public ExpireKeys(RechargeStore recharges, ChannelStore channels, Keys keys, InstantSource clock) {
        this.recharges = recharges;
        this.channels = channels;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * @param rechargeKeys one-time keys voided
     * @param vouchers whose time was over, some at least
     * @param assertions used assertions forgotten
     */
    public record Expired(int rechargeKeys, int vouchers, int assertions) {}

    /** Fails with UnavailableException; what was done before stays done. */
    public Future<Expired> execute() {
        Instant now = clock.instant();
        keys.forgetExpiredRechargeKeys(now);
        return repeat(() -> recharges.expireKeys(now, ROWS_AT_ONCE), 0, STATEMENTS_PER_RUN)
                .compose(voided -> repeat(() -> recharges.expireVouchers(now, ROWS_AT_ONCE), 0, STATEMENTS_PER_RUN)
                        .compose(vouchers -> repeat(
                                        () -> channels.forgetExpiredAssertions(now, ROWS_AT_ONCE),
                                        0,
                                        STATEMENTS_PER_RUN)
                                .map(forgotten -> new Expired(voided, vouchers, forgotten))));
    }

    private static Future<Integer> repeat(Supplier<Future<Integer>> statement, int sum, int statementsLeft) {
        return statement
                .get()
                .compose(rows -> rows < ROWS_AT_ONCE || statementsLeft == 1
                        ? Future.succeededFuture(sum + rows)
                        : repeat(statement, sum + rows, statementsLeft - 1));
    }
}
