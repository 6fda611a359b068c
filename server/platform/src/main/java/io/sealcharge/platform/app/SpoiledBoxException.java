package io.sealcharge.platform.app;

import java.util.List;

/** PIN boxes that do not open: altered, or under another voucher's serial number. Nothing was sealed. */
public final class SpoiledBoxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String[] serialNumbers;

    /** @param serialNumbers of the vouchers in the boxes */
    public SpoiledBoxException(List<String> serialNumbers) {
        super("PIN boxes do not open: " + String.join(", ", serialNumbers));
        this.serialNumbers = serialNumbers.toArray(new String[0]);
    }

    /** Of the vouchers that must not be tried again. */
    public List<String> serialNumbers() {
        return List.of(serialNumbers);
    }
}
