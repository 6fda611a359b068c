package io.sealcharge.load.drive;

import io.sealcharge.load.wire.WireAnswer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/**
 * Flows that begin when they are due, whether others have ended or not. Each is measured from the time that it was due,
 * so that a platform that stands still is not measured less often (no coordinated omission).
 */
public final class OpenLoad implements Load {
    private static final long TICK_MS = 1;

    private final Vertx vertx;
    private final Lanes lanes;
    private final int mostLanes;
    private final double perSecond;
    private final RandomGenerator random;
    private final Flow flow;
    private final Tally tally;
    private final Deque<Lane> idle = new ArrayDeque<>();
    private final Deque<Long> late = new ArrayDeque<>();
    private final Promise<Void> stopped = Promise.promise();
    private Schedule schedule;
    private int made;
    private int running;
    private long timer;
    private boolean stopping;

    /** @param mostLanes flows under way at once; one more waits, and its time counts */
    OpenLoad(
            Vertx vertx, Lanes lanes, int mostLanes, double perSecond, RandomGenerator random, Flow flow, Tally tally) {
        this.vertx = vertx;
        this.lanes = lanes;
        this.mostLanes = mostLanes;
        this.perSecond = perSecond;
        this.random = random;
        this.flow = flow;
        this.tally = tally;
        this.schedule = new Schedule(random, perSecond, System.nanoTime());
    }

    @Override
    public void start() {
        schedule = new Schedule(random, perSecond, System.nanoTime());
        timer = vertx.setPeriodic(TICK_MS, tick -> beginDue());
    }

    private void beginDue() {
        long now = System.nanoTime();
        while (!stopping && schedule.next() - now <= 0) {
            late.add(schedule.next());
            schedule.advance();
        }
        while (!late.isEmpty() && !flow.isExhausted() && (!idle.isEmpty() || made < mostLanes)) {
            Lane lane = idle.isEmpty() ? lanes.lane(made++) : idle.remove();
            running++;
            flow.begin(lane, new Round(lane, late.remove()));
        }
        endIfOver();
    }

    private void ended(Lane lane) {
        running--;
        idle.push(lane);
        endIfOver();
    }

    private void endIfOver() {
        if (stopping && running == 0) {
            vertx.cancelTimer(timer);
            stopped.tryComplete();
        }
    }

    /** Those that were due and not begun are given up: nobody asked the platform for them. */
    @Override
    public Future<Void> stop() {
        stopping = true;
        tally.notBegun(late.size());
        late.clear();
        endIfOver();
        return stopped.future();
    }

    @Override
    public boolean isOver() {
        return running == 0 && (stopping || flow.isExhausted());
    }

    private final class Round implements Ending {
        private final Lane lane;
        private final long due;

        Round(Lane lane, long due) {
            this.lane = lane;
            this.due = due;
        }

        @Override
        public void done() {
            tally.done(System.nanoTime() - due);
            ended(lane);
        }

        @Override
        public void failed(WireAnswer answer) {
            tally.failed(answer, System.nanoTime() - due);
            ended(lane);
        }

        @Override
        public void failed(RuntimeException fault) {
            tally.failed(fault);
            ended(lane);
        }
    }
}
