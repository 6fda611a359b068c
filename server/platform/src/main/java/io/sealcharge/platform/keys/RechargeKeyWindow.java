package io.sealcharge.platform.keys;

import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.OneTimeKey;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One key for all requests of a short window, for an HSM that makes keys slowly. Windows are told apart by when their
 * requests expire, so that this needs no clock: a key serves the request that it was made for and all that expire at most
 * one length later.
 */
final class RechargeKeyWindow {
    private final HsmCalls hsm;
    private final Supplier<KeyId> wrapKey;
    private final Duration length;
    private final BiConsumer<OneTimeKey, Instant> made;
    private final AtomicReference<@Nullable Shared> current = new AtomicReference<>();

    /** @param made gets each key, and when the last request that it may serve will have expired */
    RechargeKeyWindow(HsmCalls hsm, Supplier<KeyId> wrapKey, Duration length, BiConsumer<OneTimeKey, Instant> made) {
        this.hsm = hsm;
        this.wrapKey = wrapKey;
        this.length = length;
        this.made = made;
    }

    /** Several contexts wait for it, which a stage lets them and a future would not. */
    private record Shared(Instant until, CompletableFuture<OneTimeKey> key) {
        boolean serves(Instant expiresAt) {
            return !expiresAt.isAfter(until) && !key.isCompletedExceptionally();
        }
    }

    /** The key of the window that this request falls into. */
    Future<OneTimeKey> key(Instant expiresAt) {
        return hsm.join("make a recharge key", shared(expiresAt).key());
    }

    private Shared shared(Instant expiresAt) {
        Shared former = current.get();
        while (former == null || !former.serves(expiresAt)) {
            Shared next = new Shared(expiresAt.plus(length), new CompletableFuture<>());
            if (current.compareAndSet(former, next)) {
                make(next);
                return next;
            }
            former = current.get();
        }
        return former;
    }

    /** Only who opened the window makes its key. */
    private void make(Shared window) {
        hsm.start(device -> device.generateOneTimeKey(wrapKey.get()), RechargeKeyWindow::destroy)
                .whenComplete((ready, failure) -> {
                    if (failure == null) {
                        made.accept(ready, window.until());
                        window.key().complete(ready);
                    } else {
                        window.key().completeExceptionally(failure);
                    }
                });
    }

    private static void destroy(Hsm device, OneTimeKey late) {
        device.destroyOneTimeKey(late.publicPoint());
    }
}
