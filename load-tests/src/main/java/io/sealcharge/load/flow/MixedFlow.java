package io.sealcharge.load.flow;

import io.sealcharge.load.drive.Ending;
import io.sealcharge.load.drive.Flow;
import io.sealcharge.load.drive.Lane;

/** Purchases and recharges in turn: what is bought is spent. */
public final class MixedFlow implements Flow {
    private final Flow purchases;
    private final Flow recharges;
    private boolean buysNext = true;

    /** @param purchases fill the purse that {@code recharges} empty */
    public MixedFlow(Flow purchases, Flow recharges) {
        this.purchases = purchases;
        this.recharges = recharges;
    }

    @Override
    public void begin(Lane lane, Ending ending) {
        boolean buys = buysNext || recharges.isExhausted();
        buysNext = !buys;
        (buys ? purchases : recharges).begin(lane, ending);
    }

    @Override
    public boolean isExhausted() {
        return purchases.isExhausted();
    }
}
