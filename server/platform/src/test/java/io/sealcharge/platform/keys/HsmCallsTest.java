package io.sealcharge.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.platform.app.UnavailableException;
import io.sealcharge.platform.app.UnavailableException.Part;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HsmCallsTest {
    private final TestKeys test = new TestKeys();
    private final HsmCalls calls = new HsmCalls(test.executor);

    private Throwable failureOf(HsmFailure failure) {
        test.executor.refuseNext(failure);
        return calls.submit("try", hsm -> 1).cause();
    }

    @ParameterizedTest
    @EnumSource(HsmFailure.class)
    void failuresAreSortedByWhatTheCallerCanDo(HsmFailure failure) {
        Throwable cause = failureOf(failure);

        if (failure.temporary()) {
            assertThat(cause).isInstanceOfSatisfying(UnavailableException.class, away -> {
                assertThat(away.part()).isEqualTo(failure == HsmFailure.BUSY ? Part.CAPACITY : Part.HSM);
                assertThat(away.retryAfterSeconds()).isPositive();
            });
        } else {
            assertThat(cause).isInstanceOf(HsmException.class);
        }
    }

    @Test
    void theOutcomeComesBackOnTheCallersContext() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Context context = vertx.getOrCreateContext();
            Promise<Context> seen = Promise.promise();
            test.executor.hold();
            Promise<Void> submitted = Promise.promise();
            context.runOnContext(go -> {
                calls.submit("try", hsm -> 1).onComplete(done -> seen.complete(Vertx.currentContext()));
                submitted.complete();
            });
            await(submitted.future());
            test.executor.release();

            assertThat(await(seen.future())).isSameAs(context);
        } finally {
            await(vertx.close());
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aResultThatNobodyWaitsForIsUndone() {
        List<String> undone = new ArrayList<>();
        test.executor.hold();
        Future<String> late = calls.submit("try", hsm -> "made", (hsm, made) -> undone.add(made));
        test.executor.timeOutNext();
        assertThat(late.cause()).isInstanceOf(UnavailableException.class);

        test.executor.runNext();

        assertThat(undone).containsExactly("made");
    }

    @Test
    void aResultInTimeIsNotUndone() {
        List<String> undone = new ArrayList<>();

        assertThat(calls.submit("try", hsm -> "made", (hsm, made) -> undone.add(made))
                        .result())
                .isEqualTo("made");
        assertThat(undone).isEmpty();
    }
}
