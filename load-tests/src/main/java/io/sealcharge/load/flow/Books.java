package io.sealcharge.load.flow;

import java.util.BitSet;

/** What the platform has acknowledged to the terminals of a run: the side of the buyers. */
public final class Books {
    private final SpreadReferences references;
    private final BitSet purchases = new BitSet();
    private final BitSet recharges = new BitSet();
    private final Pairs bought = new Pairs();
    private final Pairs redeemed = new Pairs();
    private int begunPurchases;
    private int begunRecharges;

    public Books(SpreadReferences references) {
        this.references = references;
    }

    public SpreadReferences references() {
        return references;
    }

    /** The number of a new purchase. */
    int beginPurchase() {
        return begunPurchases++;
    }

    int beginRecharge() {
        return begunRecharges++;
    }

    void acknowledgePurchase(int number) {
        purchases.set(number);
    }

    /** A voucher of an acknowledged purchase. */
    void bought(long serialNumber, int purchase) {
        bought.add(serialNumber, purchase);
    }

    void redeemed(long serialNumber, int recharge) {
        recharges.set(recharge);
        redeemed.add(serialNumber, recharge);
    }

    /** By number. */
    public BitSet purchases() {
        return purchases;
    }

    /** By number. */
    public BitSet recharges() {
        return recharges;
    }

    /** Serial numbers, each with the number of its purchase. */
    public Pairs bought() {
        return bought;
    }

    /** Serial numbers, each with the number of its recharge. */
    public Pairs redeemed() {
        return redeemed;
    }
}
