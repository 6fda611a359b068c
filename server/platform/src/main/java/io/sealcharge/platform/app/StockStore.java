package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.ClaimedVoucher;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The stock as those who sell from it see it. What a node claims is its own until the lease ends; leases are timed by the
 * database's clock. Failures: UnavailableException.
 */
public interface StockStore {

    /**
     * Claims available vouchers of active batches, those of a batch that expires sooner first.
     *
     * @return as many as there are and nobody else is taking at the moment
     */
    Future<List<ClaimedVoucher>> claim(Claim claim);

    /**
     * A claim.
     *
     * @param after where the claim before this one ended; null to begin with the first batch
     */
    record Claim(UUID node, String product, @Nullable Place after, int limit, Duration lease, Instant at) {}

    /**
     * How far the stock of a product is used up.
     *
     * @param expiresAt of the batch; null if its vouchers expire by their sale
     */
    record Place(@Nullable Instant expiresAt, String batch, String serialNumber) {}

    /** Frees those of these vouchers that the node still claims; gives their count. */
    Future<Integer> release(UUID node, List<String> serialNumbers, Instant at);

    /** Frees vouchers whose lease has ended, whoever claimed them; gives their count. */
    Future<Integer> releaseExpired(Instant at, int limit);

    /** Blocks those of these vouchers that the node still claims, for ever, and erases their boxes; gives their count. */
    Future<Integer> block(UUID node, List<String> serialNumbers, String why, Instant at);
}
