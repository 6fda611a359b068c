package io.sealcharge.platform;

import io.sealcharge.platform.app.ExpireKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what is past its time, every few seconds, one run after another. */
final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final long INTERVAL_MS = 5_000;

    private final Vertx vertx;
    private final ExpireKeys expire;
    private volatile Future<Void> run = Future.succeededFuture();
    private volatile boolean stopped;

    Housekeeping(Vertx vertx, ExpireKeys expire) {
        this.vertx = vertx;
        this.expire = expire;
    }

    void start() {
        vertx.setTimer(INTERVAL_MS, fired -> {
            if (!stopped) {
                run = expire.execute()
                        .onSuccess(Housekeeping::tell)
                        .onFailure(failure -> LOG.warn("housekeeping waits: {}", failure.getMessage()))
                        .<Void>mapEmpty()
                        .otherwiseEmpty()
                        .onComplete(done -> start());
            }
        });
    }

    /** Completes when no run is under way any more. */
    Future<Void> stop() {
        stopped = true;
        return run;
    }

    private static void tell(ExpireKeys.Expired expired) {
        if (expired.rechargeKeys() + expired.vouchers() + expired.assertions() > 0) {
            LOG.atDebug()
                    .setMessage("expired")
                    .addKeyValue("rechargeKeys", expired.rechargeKeys())
                    .addKeyValue("vouchers", expired.vouchers())
                    .addKeyValue("assertions", expired.assertions())
                    .log();
        }
    }
}
