package io.sealcharge.platform.domain;

import java.util.Locale;
import java.util.Set;

/** Where a voucher stands in its life. */
public enum VoucherState {
    /** Made for the stock, its batch not validated yet. */
    CREATED,
    /** In stock. */
    AVAILABLE,
    /** Taken out of the stock by a node that is about to sell it, under a lease. */
    CLAIMED,
    SOLD,
    /** A redemption is open: an external charging system is being asked. */
    RESERVED,
    REDEEMED,
    /** By an operator, or because another was given in its place. */
    BLOCKED,
    EXPIRED,
    /** Its batch was declared void before it was sold: never available again. */
    RETURNED;

    /** Whether a voucher may go from this state to that one. */
    public boolean canBecome(VoucherState next) {
        return successors().contains(next);
    }

    private Set<VoucherState> successors() {
        return switch (this) {
            case CREATED -> Set.of(AVAILABLE, BLOCKED, EXPIRED, RETURNED);
            case AVAILABLE -> Set.of(CLAIMED, BLOCKED, EXPIRED, RETURNED);
            case CLAIMED -> Set.of(AVAILABLE, SOLD, BLOCKED, EXPIRED, RETURNED);
            case SOLD -> Set.of(RESERVED, REDEEMED, BLOCKED, EXPIRED);
            case RESERVED -> Set.of(SOLD, REDEEMED);
            case REDEEMED, BLOCKED, EXPIRED, RETURNED -> Set.of();
        };
    }

    /** The name in tables and answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of this name. */
    public static VoucherState ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
