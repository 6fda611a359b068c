package io.sealcharge.platform.domain;

import java.util.Locale;

/** Where a voucher stands in its life. */
public enum VoucherState {
    SOLD,
    REDEEMED;

    /** The name in tables and answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
