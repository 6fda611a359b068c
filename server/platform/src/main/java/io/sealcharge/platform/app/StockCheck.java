package io.sealcharge.platform.app;

import io.sealcharge.platform.app.BatchWorkStore.Placed;
import io.sealcharge.platform.app.BatchWorkStore.Work;
import io.sealcharge.platform.domain.Luhn;
import io.sealcharge.platform.domain.VoucherState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What shows without the HSM of whether vouchers are fit for the stock. */
final class StockCheck {
    private StockCheck() {}

    /**
     * The faults of a piece of a batch.
     *
     * @param after place of the last voucher before the piece
     * @param size vouchers that the piece must have
     */
    static List<String> faults(Work work, int after, int size, List<Placed> vouchers) {
        List<String> faults = new ArrayList<>();
        if (vouchers.size() != size) {
            faults.add(vouchers.size() + " vouchers in place of " + size + " after " + after);
        }
        for (int i = 0; i < vouchers.size(); i++) {
            Placed voucher = vouchers.get(i);
            String fault = fault(work, voucher, after + 1 + i);
            if (!fault.isEmpty()) {
                faults.add(voucher.serialNumber() + " " + fault);
            }
        }
        return faults;
    }

    private static String fault(Work work, Placed voucher, int place) {
        if (voucher.place() != place) {
            return "stands at " + voucher.place() + " in place of " + place;
        }
        if (!serialNumberFits(voucher.serialNumber(), work.serialLength())) {
            return "serial_number_malformed";
        }
        if (voucher.faceValueMinor() != work.faceValueMinor()) {
            return "face_value_differs";
        }
        // an operator may have blocked it meanwhile
        boolean blocked = voucher.state() == VoucherState.BLOCKED;
        boolean boxed = voucher.state() == VoucherState.CREATED && voucher.box() != null;
        return blocked || boxed ? "" : "state_" + voucher.state().label();
    }

    private static boolean serialNumberFits(String serialNumber, int length) {
        byte[] digits = serialNumber.getBytes(StandardCharsets.US_ASCII);
        return digits.length == length && Luhn.checkDigit(digits, length - 1) == digits[length - 1];
    }
}
