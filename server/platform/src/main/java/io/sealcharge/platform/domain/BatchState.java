package io.sealcharge.platform.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a batch stands. The second gate beside the voucher's own state: a voucher of a batch is sold and redeemed only
 * while its batch is active.
 */
public enum BatchState {
    /** Being made, or made and not checked. */
    DRAFT,
    /** Checked; its vouchers wait in stock. */
    VALIDATED,
    /** Its vouchers can be sold and redeemed. */
    ACTIVE,
    /** Neither sold nor redeemed until an operator makes it active again. */
    LOCKED,
    /** Given up for ever; what was not sold is returned. */
    VOID;

    /** Whether a batch may go from this state to that one. */
    public boolean canBecome(BatchState next) {
        return successors().contains(next);
    }

    private Set<BatchState> successors() {
        return switch (this) {
            case DRAFT -> Set.of(VALIDATED, VOID);
            case VALIDATED -> Set.of(ACTIVE, VOID);
            case ACTIVE -> Set.of(LOCKED, VOID);
            case LOCKED -> Set.of(ACTIVE, VOID);
            case VOID -> Set.of();
        };
    }

    /** The name in tables and answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of this name, if there is one. */
    public static Optional<BatchState> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(state -> state.label().equals(label))
                .findFirst();
    }
}
