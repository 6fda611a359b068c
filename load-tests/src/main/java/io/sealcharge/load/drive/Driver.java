package io.sealcharge.load.drive;

import io.sealcharge.load.wire.Wire;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The one event loop on which all flows run, and its connections to the platform. */
public final class Driver implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SWEEP_MS = 1_000;
    /** Access tokens live longer. */
    private static final long SIGN_IN_MS = 240_000;

    private static final int CONNECT_TIMEOUT_MS = 10_000;

    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(2)
            .setInternalBlockingPoolSize(1)
            // A loop that opens envelopes for long is what is wanted.
            .setBlockedThreadCheckInterval(60_000));
    private final Context loop = vertx.getOrCreateContext();
    private final Lanes lanes;

    /** @param platform {@code http://host:port} */
    public Driver(URI platform, List<SalesChannel> channels) {
        NetClient client =
                vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true).setConnectTimeout(CONNECT_TIMEOUT_MS));
        SocketAddress address = SocketAddress.inetSocketAddress(platform.getPort(), platform.getHost());
        this.lanes = new Lanes(channels, () -> Wire.open(client, address));
        loop.runOnContext(started -> {
            vertx.setPeriodic(SWEEP_MS, tick -> lanes.closeStuck());
            vertx.setPeriodic(SIGN_IN_MS, tick -> signInAgain(channels));
        });
    }

    /** A channel that cannot sign in goes on with its old token, whose refusals show. */
    private void signInAgain(List<SalesChannel> channels) {
        vertx.executeBlocking(() -> {
                    for (SalesChannel channel : channels) {
                        channel.signInAgain();
                    }
                    return true;
                })
                .onFailure(unreachable -> {});
    }

    /** So many terminals back to back, connected already. */
    public Load closed(int concurrency, Flow flow, Tally tally) throws InterruptedException {
        askAndWait(() -> Future.all(IntStream.range(0, concurrency)
                .mapToObj(number -> lanes.lane(number).connect())
                .toList()));
        return new ClosedLoad(vertx, lanes, concurrency, flow, tally);
    }

    /** So many flows in a second, by up to so many terminals. */
    public Load open(double perSecond, int mostLanes, RandomGenerator random, Flow flow, Tally tally) {
        return new OpenLoad(vertx, lanes, mostLanes, perSecond, random, flow, tally);
    }

    /** Asks for something on the event loop and waits for it; not from the loop. */
    public <T> T ask(Callable<T> question) throws InterruptedException {
        return askAndWait(() -> Future.succeededFuture(question.call()));
    }

    /** Asks for something on the event loop that takes its time, and waits until it is there. */
    public <T> T askAndWait(Callable<Future<T>> question) throws InterruptedException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.runOnContext(now -> {
            try {
                question.call().onSuccess(answer::complete).onFailure(answer::completeExceptionally);
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        return await(answer);
    }

    private static <T> T await(CompletableFuture<T> answer) throws InterruptedException {
        try {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the driver failed", failed.getCause());
        } catch (TimeoutException stuck) {
            throw new IllegalStateException("the driver did not answer within " + PATIENCE.toSeconds() + " s", stuck);
        }
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
