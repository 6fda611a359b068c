package io.sealcharge.load.bench;

import io.sealcharge.load.drive.Flow;
import io.sealcharge.load.drive.Load;
import io.sealcharge.load.drive.Tally;
import io.sealcharge.load.measure.Figures;
import java.io.IOException;
import java.io.PrintStream;

/** One flow measured in a session, with what it needs made before. */
public final class BenchRun {
    private static final int FIRST_SLICE = 500;
    private static final int SLICE_S = 4;
    /** After a pause in which vouchers were bought. */
    private static final int UP_TO_SPEED_S = 3;

    private static final double SPARE = 1.3;
    private static final double NS_PER_S = 1e9;

    private final Session session;
    private final Shape shape;
    private final Measuring measuring;
    private final Supplies supplies;

    /**
     * How a flow is measured.
     *
     * @param concurrency terminals back to back; in the open mode, at once at most
     * @param rate flows that begin in a second; 0 for the closed mode
     * @param stock vouchers to be put in stock, where they come from there
     */
    public record Shape(int warmUpSeconds, int seconds, int concurrency, double rate, int stock) {}

    public BenchRun(Session session, Shape shape, PrintStream out) {
        this.session = session;
        this.shape = shape;
        this.measuring = new Measuring(session, out);
        this.supplies = new Supplies(session, measuring, out);
    }

    Figures measure(FlowKind kind) throws IOException, InterruptedException {
        return switch (kind) {
            case PURCHASE -> purchase();
            case MIXED -> measure(session.mixed(), shape.warmUpSeconds());
            case RECHARGE -> recharge();
            case PURCHASE_STOCK -> {
                supplies.stock(shape.stock());
                yield measure(session.stockPurchases(shape.stock()), shape.warmUpSeconds());
            }
        };
    }

    /** Vouchers that are minted at their sale. */
    public Figures purchase() throws IOException, InterruptedException {
        return measure(session.purchases(), shape.warmUpSeconds());
    }

    private Figures measure(Flow flow, int warmUpSeconds) throws IOException, InterruptedException {
        Tally tally = new Tally();
        return measuring.measure(load(flow, tally), tally, warmUpSeconds, shape.seconds());
    }

    private Load load(Flow flow, Tally tally) throws InterruptedException {
        return shape.rate() > 0
                ? session.driver().open(shape.rate(), shape.concurrency(), session.random(), flow, tally)
                : session.driver().closed(shape.concurrency(), flow, tally);
    }

    /** Recharges; warms up in slices, since nobody knows before how many vouchers it takes. */
    public Figures recharge() throws IOException, InterruptedException {
        double rate = FIRST_SLICE / (double) SLICE_S;
        long warmedUp = 0;
        while (warmedUp < shape.warmUpSeconds() * NS_PER_S) {
            supplies.fillPurse((int) (rate * SLICE_S * SPARE) + shape.concurrency());
            Tally tally = new Tally();
            Load load = load(session.recharges(), tally);
            long from = System.nanoTime();
            measuring.start(load);
            measuring.watch("warm-up", load, tally, SLICE_S);
            long nanos = System.nanoTime() - from;
            rate = session.driver().ask(tally::doneCount) / (nanos / NS_PER_S);
            measuring.stop(load);
            warmedUp += nanos;
        }
        int upToSpeed = Math.min(UP_TO_SPEED_S, shape.warmUpSeconds());
        supplies.fillPurse((int) (rate * (shape.seconds() + upToSpeed) * SPARE) + shape.concurrency());
        return measure(session.recharges(), upToSpeed);
    }
}
