package io.sealcharge.platform.app;

import io.sealcharge.platform.app.ChargingGateway.Redemption;
import io.sealcharge.platform.app.ChargingGateway.Verdict;
import io.sealcharge.platform.domain.Recharge;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second phase of a redemption: the charging system is asked, and its answer settles the recharge. No answer settles
 * nothing: the recharge stays pending, its voucher reserved, and whichever node is first asks again. With embedded
 * balances there is no second phase.
 */
public final class Redemptions {
    private static final Logger LOG = LoggerFactory.getLogger(Redemptions.class);

    private final RechargeStore recharges;
    private final @Nullable External external;
    private final InstantSource clock;
    private final AtomicInteger asking = new AtomicInteger();
    private final AtomicLong unknown = new AtomicLong();
    private final AtomicLong contradictions = new AtomicLong();

    private Redemptions(RechargeStore recharges, @Nullable External external, InstantSource clock) {
        this.recharges = recharges;
        this.external = external;
        this.clock = clock;
    }

    private record External(ChargingGateway gateway, Settings settings) {}

    /**
     * @param answerWithin for so long a request waits for the answer; then it is told that it is pending
     * @param askAgain after so long an open redemption is asked about; twice as long after each ask
     * @param askAgainMost the longest such pause
     * @param maxInFlight redemptions being asked about at once
     */
    public record Settings(Duration answerWithin, Duration askAgain, Duration askAgainMost, int maxInFlight) {}

    /** Balances in the platform's own books: redeemed in one statement. */
    public static Redemptions embedded(RechargeStore recharges, InstantSource clock) {
        return new Redemptions(recharges, null, clock);
    }

    public static Redemptions external(
            RechargeStore recharges, ChargingGateway gateway, InstantSource clock, Settings settings) {
        return new Redemptions(recharges, new External(gateway, settings), clock);
    }

    /** Null to redeem at once; otherwise vouchers are reserved, and asked about again after so long. */
    @Nullable
    Duration askAfter() {
        return external == null ? null : external.settings().askAgain();
    }

    /**
     * Asks for a redemption that was reserved just now.
     *
     * @return the recharge as it ended, or as it is if there is no answer in time; never fails. A late answer settles it
     *     all the same.
     */
    Future<Recharge> finish(Recharge reserved) {
        if (external == null || !(reserved.ending() instanceof Recharge.Pending) || !enter(external)) {
            return Future.succeededFuture(reserved);
        }
        Future<Recharge> settled = external.gateway()
                .credit(redemption(reserved))
                .compose(verdict -> settle(reserved, verdict))
                .onFailure(failure -> stillOpen(reserved, failure))
                .onComplete(done -> asking.decrementAndGet());
        return settled.timeout(external.settings().answerWithin().toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(reserved);
    }

    /**
     * Asks about some of the redemptions that have been open for too long, whoever opened them; to be called every second
     * or so.
     *
     * @return how many it asked about. Fails with UnavailableException if the database is away.
     */
    public Future<Integer> resolve() {
        if (external == null) {
            return Future.succeededFuture(0);
        }
        Settings settings = external.settings();
        int room = settings.maxInFlight() - asking.get();
        if (room <= 0) {
            return Future.succeededFuture(0);
        }
        return recharges
                .takeDue(clock.instant(), settings.askAgain(), settings.askAgainMost(), room)
                .compose(due -> Future.join(
                                due.stream().map(open -> ask(external, open)).toList())
                        .otherwiseEmpty()
                        .map(due.size()));
    }

    private Future<Recharge> ask(External system, Recharge open) {
        asking.incrementAndGet();
        Redemption redemption = redemption(open);
        return system.gateway()
                .ask(redemption)
                // never heard of: the first request was lost on its way, or the node died before it was sent
                .compose(answer -> answer.map(Future::succeededFuture)
                        .orElseGet(() -> system.gateway().credit(redemption)))
                .compose(verdict -> settle(open, verdict))
                .onFailure(failure -> stillOpen(open, failure))
                .onComplete(done -> asking.decrementAndGet());
    }

    private boolean enter(External system) {
        if (asking.incrementAndGet() > system.settings().maxInFlight()) {
            asking.decrementAndGet();
            return false;
        }
        return true;
    }

    private Future<Recharge> settle(Recharge open, Verdict verdict) {
        boolean credited = verdict == Verdict.CREDITED;
        return recharges
                .settle(open.id(), credited, clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .onSuccess(settled -> {
                    boolean redeemed = settled.ending() instanceof Recharge.Redeemed;
                    if (credited != redeemed) {
                        contradictions.incrementAndGet();
                        LOG.error(
                                "the charging system contradicts itself about recharge {}: {} now", open.id(), verdict);
                    }
                });
    }

    private void stillOpen(Recharge open, Throwable failure) {
        unknown.incrementAndGet();
        LOG.atWarn()
                .addKeyValue("rechargeId", open.id())
                .addKeyValue("cause", String.valueOf(failure.getMessage()))
                .log("a redemption's outcome is unknown, it stays pending");
    }

    private static Redemption redemption(Recharge recharge) {
        if (recharge.ending() instanceof Recharge.Pending pending) {
            return new Redemption(recharge.id(), recharge.phoneNumber(), pending.amount());
        }
        throw new IllegalStateException("recharge " + recharge.id() + " is not pending");
    }

    /** Redemptions that are being asked about by this node. */
    public int asking() {
        return asking.get();
    }

    /** Asks that brought no answer that can be trusted. */
    public long unknown() {
        return unknown.get();
    }

    /** Answers that contradict an earlier final one: value may have been given twice, or not at all. */
    public long contradictions() {
        return contradictions.get();
    }
}
