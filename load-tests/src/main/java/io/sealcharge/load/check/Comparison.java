package io.sealcharge.load.check;

import io.sealcharge.load.flow.Books;
import io.sealcharge.load.flow.Pairs;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Compares what the terminals were told with what the platform has recorded. */
public final class Comparison {
    private final Books books;
    private final Recorded recorded;

    public Comparison(Books books, Recorded recorded) {
        this.books = books;
        this.recorded = recorded;
    }

    public List<Check> checks() {
        return List.of(acknowledgedPurchases(), soldOnce(), acknowledgedRecharges(), redeemedOnce());
    }

    private Check acknowledgedPurchases() {
        BitSet missing = (BitSet) books.purchases().clone();
        missing.andNot(recorded.purchases());
        int unheard = recorded.purchases().cardinality() - books.purchases().cardinality() + missing.cardinality();
        return new Check(
                missing.isEmpty(),
                String.format(
                        Locale.ROOT,
                        "%d purchases were acknowledged, %d of them are not recorded; %d were recorded and not acknowledged",
                        books.purchases().cardinality(),
                        missing.cardinality(),
                        unheard));
    }

    private Check soldOnce() {
        Pairs bought = books.bought();
        Set<Long> seen = new HashSet<>();
        int twice = 0;
        int elsewhere = 0;
        for (int i = 0; i < bought.size(); i++) {
            if (!seen.add(bought.first(i))) {
                twice++;
            }
            Long purchase = recorded.sold().get(bought.first(i));
            if (purchase == null || purchase != bought.second(i)) {
                elsewhere++;
            }
        }
        return new Check(
                twice == 0 && elsewhere == 0,
                String.format(
                        Locale.ROOT,
                        "%d vouchers were handed out, %d of them twice; %d are not recorded as sold by their purchase",
                        bought.size(),
                        twice,
                        elsewhere));
    }

    private Check acknowledgedRecharges() {
        Pairs redeemed = books.redeemed();
        Map<Long, Long> redemptions = recorded.redemptions();
        int missing = 0;
        for (int i = 0; i < redeemed.size(); i++) {
            Long serialNumber = redemptions.get(redeemed.second(i));
            if (serialNumber == null || serialNumber != redeemed.first(i)) {
                missing++;
            }
        }
        return new Check(
                missing == 0,
                String.format(
                        Locale.ROOT,
                        "%d recharges were acknowledged, %d of them are not recorded with their voucher; %d were recorded and"
                                + " not acknowledged",
                        redeemed.size(),
                        missing,
                        redemptions.size() - redeemed.size() + missing));
    }

    private Check redeemedOnce() {
        Pairs redeemed = books.redeemed();
        Set<Long> seen = new HashSet<>();
        int twice = 0;
        for (int i = 0; i < redeemed.size(); i++) {
            if (!seen.add(redeemed.first(i))) {
                twice++;
            }
        }
        return new Check(
                twice == 0 && recorded.redeemedTwice() == 0,
                String.format(
                        Locale.ROOT,
                        "%d vouchers were redeemed, %d of them twice by what was acknowledged and %d by what is recorded",
                        recorded.redemptions().size(),
                        twice,
                        recorded.redeemedTwice()));
    }
}
