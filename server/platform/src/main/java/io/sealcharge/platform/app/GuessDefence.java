package io.sealcharge.platform.app;

import io.sealcharge.platform.app.RechargeStore.Refusals;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes guessing PINs slow: sliding windows over refused recharges, counted in the database and so by all nodes together.
 * A terminal over its limit is barred when the refusal is written; a phone number over its limit cools down; a channel
 * over its budget, or all over theirs, go on slowly. A success resets nothing.
 */
public final class GuessDefence {
    private static final Logger LOG = LoggerFactory.getLogger(GuessDefence.class);

    private final RechargeStore recharges;
    private final InstantSource clock;
    private final Pause pause;
    private final Settings settings;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile Set<String> slowChannels = Set.of();
    private volatile boolean slowAll;

    public GuessDefence(RechargeStore recharges, InstantSource clock, Pause pause, Settings settings) {
        this.recharges = recharges;
        this.clock = clock;
        this.pause = pause;
        this.settings = settings;
    }

    /**
     * @param window over which refusals are counted
     * @param terminalRefusals of one terminal, that bar it
     * @param numberRefusals of one phone number, after which it cools down
     * @param channelRefusals of one channel, after which it goes on slowly
     * @param globalRefusals of all channels, after which all go on slowly
     * @param slowdown by which each request is then delayed
     * @param maxSlowed requests being delayed at once; more are refused
     */
    public record Settings(
            Duration window,
            int terminalRefusals,
            int numberRefusals,
            int channelRefusals,
            int globalRefusals,
            Duration slowdown,
            int maxSlowed) {}

    Settings settings() {
        return settings;
    }

    /** Does the work of a recharge or a recharge request: at once, or slowly if the channel's budget is used up. */
    <T> Future<T> admit(Caller caller, Supplier<Future<T>> work) {
        if (!slowAll && !slowChannels.contains(caller.channel())) {
            return work.get();
        }
        if (waiting.incrementAndGet() > settings.maxSlowed()) {
            waiting.decrementAndGet();
            int seconds = (int) Math.max(1, settings.slowdown().toSeconds());
            return Future.failedFuture(new UnavailableException(UnavailableException.Part.CAPACITY, seconds, null));
        }
        return pause.of(settings.slowdown())
                .onComplete(over -> waiting.decrementAndGet())
                .compose(over -> work.get());
    }

    /** When a phone number, the last of whose permitted refusals was at that time, may be recharged again. */
    Instant coolUntil(Instant refusedAt) {
        return refusedAt.plus(settings.window());
    }

    /** Counts again; to be called every second or so. Fails with UnavailableException, and then judges as before. */
    public Future<Void> refresh() {
        return recharges.refusals(clock.instant().minus(settings.window())).map(counts -> {
            judge(counts);
            return null;
        });
    }

    private void judge(List<Refusals> counts) {
        Set<String> slow = counts.stream()
                .filter(channel -> channel.count() >= settings.channelRefusals())
                .map(Refusals::channel)
                .collect(Collectors.toUnmodifiableSet());
        slow.stream()
                .filter(channel -> !slowChannels.contains(channel))
                .forEach(channel -> LOG.atWarn()
                        .addKeyValue("channel", channel)
                        .log("too many refused recharges: the channel goes on slowly"));
        boolean all = counts.stream().mapToLong(Refusals::count).sum() >= settings.globalRefusals();
        if (all && !slowAll) {
            LOG.warn("too many refused recharges: all channels go on slowly");
        }
        slowChannels = slow;
        slowAll = all;
    }

    /** Channels whose budget is used up. */
    public int slowChannels() {
        return slowChannels.size();
    }

    /** Whether the budget of all is used up. */
    public boolean slowsAll() {
        return slowAll;
    }

    /** Requests being delayed. */
    public int waiting() {
        return waiting.get();
    }
}
