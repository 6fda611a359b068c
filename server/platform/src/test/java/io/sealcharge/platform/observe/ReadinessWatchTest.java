package io.sealcharge.platform.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcharge.platform.app.Readiness;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadinessWatchTest {
    private static final Readiness.Part UP = new Readiness.Part(true, "");

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ReadinessWatch watch = new ReadinessWatch(InstantSource.system(), "jdk");

    @AfterEach
    void closeVertx() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void isReadyWhenEveryPartIsUpAndNotBefore() {
        watch.part("database", registry, () -> Future.succeededFuture(UP));
        assertThat(watch.get().ready()).isFalse();

        watch.start(vertx, 20);

        await().until(() -> watch.get().ready());
        assertThat(registry.get("sealcharge.part.up")
                        .tag("part", "database")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void aPartThatFailsIsNamedWithItsReasonAndComesBackByItself() {
        AtomicReference<Future<Readiness.Part>> answer =
                new AtomicReference<>(Future.failedFuture("connection refused"));
        watch.part("database", registry, answer::get).part("hsm", registry, () -> Future.succeededFuture(UP));

        watch.start(vertx, 20);

        await().until(() -> watch.get().parts().get("hsm").up());
        assertThat(watch.get().ready()).isFalse();
        assertThat(watch.get().parts().get("database")).isEqualTo(new Readiness.Part(false, "connection refused"));

        answer.set(Future.succeededFuture(UP));
        await().until(() -> watch.get().ready());
    }

    @Test
    void aTestThatHangsCountsAsDownAndIsNotBegunAgain() {
        AtomicInteger begunToHang = new AtomicInteger();
        AtomicBoolean hangs = new AtomicBoolean();
        Promise<Readiness.Part> hanging = Promise.promise();
        watch.part("hsm", registry, () -> {
            if (!hangs.get()) {
                return Future.succeededFuture(UP);
            }
            begunToHang.incrementAndGet();
            return hanging.future();
        });
        watch.start(vertx, 20);
        await().until(() -> watch.get().ready());

        hangs.set(true);

        await().until(() -> !watch.get().ready());
        assertThat(watch.get().parts().get("hsm").detail()).isEqualTo("its last test has not ended");
        await().pollDelay(100, TimeUnit.MILLISECONDS).until(() -> true);
        assertThat(begunToHang).hasValue(1);

        hangs.set(false);
        hanging.complete(UP);
        await().until(() -> watch.get().ready());
    }

    @Test
    void isNotReadyOnceItStops() {
        watch.part("database", registry, () -> Future.succeededFuture(UP));
        watch.start(vertx, 20);
        await().until(() -> watch.get().ready());

        watch.stopping();

        assertThat(watch.get().ready()).isFalse();
        assertThat(watch.get().parts().get("database").up()).isTrue();
    }
}
