package io.sealcharge.load;

import io.sealcharge.cli.DataFolder;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.platform.persistence.EmbeddedDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Buys the vouchers that are tried, and brings them into the states for which they are refused. */
final class Stall {
    private static final int OF_EACH = 40;
    private static final long EXPIRED_WITHIN_MS = 60_000;
    private static final long POLL_MS = 200;

    private final Kiosk kiosk;
    private final DataFolder data;

    Stall(Kiosk kiosk, DataFolder data) {
        this.kiosk = kiosk;
        this.data = data;
    }

    void stock(Vouchers vouchers) throws SQLException, InterruptedException {
        vouchers.add(Refused.ALTERED, digits(kiosk.buy(OF_EACH)));
        List<VoucherSecret> redeemed = kiosk.buy(OF_EACH);
        for (int i = 0; i < redeemed.size(); i++) {
            kiosk.spend(redeemed.get(i), "+86139001390" + (10 + i));
        }
        vouchers.add(Refused.REDEEMED, digits(redeemed));
        List<VoucherSecret> blocked = kiosk.buy(OF_EACH);
        blocked.forEach(voucher -> kiosk.block(voucher.serialNumber()));
        vouchers.add(Refused.BLOCKED, digits(blocked));
        List<VoucherSecret> expired = kiosk.buy(OF_EACH);
        List<String> serials = expired.stream().map(VoucherSecret::serialNumber).toList();
        vouchers.add(Refused.EXPIRED, digits(expired));
        expire(serials);
    }

    /** No product's vouchers expire within a day: their time is set back, and the platform ends them. */
    private void expire(List<String> serials) throws SQLException, InterruptedException {
        try (Connection database = EmbeddedDatabase.inspect(data.database())
                        .orElseThrow(() -> new IllegalStateException("the platform's database does not run"));
                PreparedStatement update = database.prepareStatement(
                        "UPDATE voucher SET expires_at = now() - interval '1 hour' WHERE serial_number = ANY (?)")) {
            update.setArray(1, database.createArrayOf("text", serials.toArray()));
            update.executeUpdate();
        }
        long deadline = System.nanoTime() + EXPIRED_WITHIN_MS * 1_000_000;
        for (String serial : serials) {
            while (!kiosk.state(serial).equals("expired")) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("voucher " + serial + " has not expired");
                }
                Thread.sleep(POLL_MS);
            }
        }
    }

    private static List<String> digits(List<VoucherSecret> vouchers) {
        List<String> digits = new ArrayList<>();
        for (VoucherSecret voucher : vouchers) {
            byte[] ascii = voucher.pin().asciiBytes();
            digits.add(new String(ascii, StandardCharsets.US_ASCII));
            Arrays.fill(ascii, (byte) 0);
        }
        return digits;
    }
}
