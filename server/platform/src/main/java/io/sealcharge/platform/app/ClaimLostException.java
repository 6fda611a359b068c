package io.sealcharge.platform.app;

/**
 * A voucher from stock is not this node's to sell any more: its lease has ended, or its batch is not active. Nothing was
 * written, and the sale may be tried with other vouchers.
 */
public final class ClaimLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ClaimLostException() {
        super("a voucher is not claimed any more, or its batch is not active", null, false, false);
    }
}
