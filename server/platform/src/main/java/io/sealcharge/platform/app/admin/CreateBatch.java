package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.BatchStore;
import io.sealcharge.platform.app.BatchStore.NewBatch;
import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.app.RequestDigest;
import io.sealcharge.platform.domain.AdminAct.Deed;
import io.sealcharge.platform.domain.Batch;
import io.sealcharge.platform.domain.Outcome;
import io.vertx.core.Future;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Orders a batch of vouchers, which are then made in the background. Its id makes that happen once. */
public final class CreateBatch {
    private final OperatorDesk desk;
    private final BatchStore batches;
    private final Runnable work;

    /** @param work is told that there is something to do */
    public CreateBatch(OperatorDesk desk, BatchStore batches, Runnable work) {
        this.desk = desk;
        this.batches = batches;
        this.work = work;
    }

    /**
     * A batch to be made.
     *
     * @param expiresAt printed on its vouchers; null if each expires by its sale
     * @param reason for the record; null for none
     */
    public record Order(
            String id,
            String product,
            int quantity,
            @Nullable Instant expiresAt,
            @Nullable String reason) {}

    /**
     * @return Done; Done replayed if it was ordered before; or Refused with PRODUCT_UNKNOWN, EXPIRY_PASSED,
     *     REFERENCE_REUSED, CHANNEL_SUSPENDED. Fails with UnavailableException.
     */
    public Future<Outcome<Batch>> execute(Caller caller, Order order) {
        String reason = order.reason();
        Instant expiresAt = order.expiresAt();
        Deed deed = Deed.of("createBatch", order.id())
                .with("product", order.product())
                .with("quantity", order.quantity());
        Deed dated = expiresAt == null ? deed : deed.with("expiresAt", expiresAt);
        byte[] digest = RequestDigest.of("batch")
                .text(order.id())
                .text(order.product())
                .number(order.quantity())
                .number(expiresAt == null ? 0 : expiresAt.toEpochMilli())
                .text(reason == null ? "" : reason)
                .sum();
        NewBatch batch = new NewBatch(
                order.id(), order.product(), order.quantity(), expiresAt, digest, reason == null ? "created" : reason);
        return desk.act(caller, reason == null ? dated : dated.because(reason), act -> batches.create(batch, act))
                .onSuccess(done -> work.run());
    }
}
