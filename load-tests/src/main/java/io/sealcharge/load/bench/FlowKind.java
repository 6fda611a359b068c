package io.sealcharge.load.bench;

import java.util.Locale;

/** What can be measured. */
enum FlowKind {
    PURCHASE,
    PURCHASE_STOCK,
    RECHARGE,
    MIXED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
