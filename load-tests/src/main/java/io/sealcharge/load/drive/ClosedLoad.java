package io.sealcharge.load.drive;

import io.sealcharge.load.wire.WireAnswer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** A fixed number of terminals, each of which begins its next flow when the one before has ended. */
public final class ClosedLoad implements Load {
    /** Who was refused does not come again at once. */
    private static final long PAUSE_MS = 50;

    private final Vertx vertx;
    private final Flow flow;
    private final Tally tally;
    private final int concurrency;
    private final Lanes lanes;
    private final Promise<Void> stopped = Promise.promise();
    private boolean stopping;
    private int running;

    ClosedLoad(Vertx vertx, Lanes lanes, int concurrency, Flow flow, Tally tally) {
        this.vertx = vertx;
        this.lanes = lanes;
        this.concurrency = concurrency;
        this.flow = flow;
        this.tally = tally;
    }

    @Override
    public void start() {
        running = concurrency;
        for (int number = 0; number < concurrency; number++) {
            begin(lanes.lane(number));
        }
    }

    private void begin(Lane lane) {
        if (stopping || flow.isExhausted()) {
            running--;
            if (running == 0) {
                stopped.tryComplete();
            }
            return;
        }
        flow.begin(lane, new Round(lane, System.nanoTime()));
    }

    @Override
    public Future<Void> stop() {
        stopping = true;
        if (running == 0) {
            stopped.tryComplete();
        }
        return stopped.future();
    }

    @Override
    public boolean isOver() {
        return running == 0;
    }

    private final class Round implements Ending {
        private final Lane lane;
        private final long from;

        Round(Lane lane, long from) {
            this.lane = lane;
            this.from = from;
        }

        @Override
        public void done() {
            tally.done(System.nanoTime() - from);
            begin(lane);
        }

        @Override
        public void failed(WireAnswer answer) {
            tally.failed(answer, System.nanoTime() - from);
            vertx.setTimer(PAUSE_MS, timer -> begin(lane));
        }

        @Override
        public void failed(RuntimeException fault) {
            tally.failed(fault);
            vertx.setTimer(PAUSE_MS, timer -> begin(lane));
        }
    }
}
