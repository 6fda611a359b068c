package io.sealcharge.load.bench;

import io.sealcharge.load.drive.Load;
import io.sealcharge.load.drive.Tally;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

/** What flows need and does not count: vouchers in the purse, and in the platform's stock. */
final class Supplies {
    private static final int BUYERS = 8;
    private static final long POLL_MS = 20;
    private static final double NS_PER_S = 1e9;

    private final Session session;
    private final Measuring measuring;
    private final PrintStream out;
    private int batches;

    Supplies(Session session, Measuring measuring, PrintStream out) {
        this.session = session;
        this.measuring = measuring;
        this.out = out;
    }

    /** Buys until the purse holds so many. */
    void fillPurse(int count) throws IOException, InterruptedException {
        int before = session.driver().ask(session.purse()::size);
        if (before >= count) {
            return;
        }
        long from = System.nanoTime();
        Tally tally = new Tally();
        Load load = session.driver().closed(BUYERS, session.bulkPurchases(), tally);
        measuring.start(load);
        while (session.driver().ask(session.purse()::size) < count) {
            Thread.sleep(POLL_MS);
            Tally.Counted counted = session.driver().ask(tally::counted);
            if (counted.errors().values().stream().mapToLong(Long::longValue).sum()
                    > 100 + counted.doneUs().getTotalCount()) {
                throw new IOException("vouchers cannot be bought: " + counted.errors());
            }
        }
        measuring.stop(load);
        int bought = session.driver().ask(session.purse()::size) - before;
        out.println(String.format(
                Locale.ROOT, "%,d vouchers bought in %.1f s", bought, (System.nanoTime() - from) / NS_PER_S));
    }

    /** Puts so many on sale; up to a million. */
    void stock(int count) throws IOException, InterruptedException {
        long from = System.nanoTime();
        session.market().stock("bench-" + session.run() + "-" + ++batches, count, out::println);
        out.println(String.format(
                Locale.ROOT, "%,d vouchers put in stock in %.1f s", count, (System.nanoTime() - from) / NS_PER_S));
    }
}
