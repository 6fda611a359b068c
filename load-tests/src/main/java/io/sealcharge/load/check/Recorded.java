package io.sealcharge.load.check;

import io.sealcharge.load.flow.SpreadReferences;
import io.sealcharge.platform.persistence.EmbeddedDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands in a platform's database of a run's channels.
 *
 * @param purchases numbers of recorded purchases
 * @param sold serial number → number of the purchase that bought it
 * @param redemptions number of the recharge → serial number, of those that redeemed
 * @param redeemedTwice serial numbers that more than one recharge redeemed
 */
public record Recorded(BitSet purchases, Map<Long, Long> sold, Map<Long, Long> redemptions, int redeemedTwice) {
    private static final int FETCH = 10_000;
    private static final String PURCHASES = "SELECT reference FROM purchase WHERE channel_id = ANY (?)";
    private static final String VOUCHERS = """
            SELECT v.serial_number, p.reference FROM voucher v JOIN purchase p ON p.id = v.purchase_id
            WHERE p.channel_id = ANY (?)""";
    private static final String RECHARGES =
            "SELECT serial_number, reference FROM recharge WHERE outcome = 'redeemed' AND channel_id = ANY (?)";

    /** What is done with a row. */
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /**
     * Reads it beside the platform.
     *
     * @param database the folder of an embedded database that runs
     */
    public static Recorded read(Path database, List<String> channels, SpreadReferences references) throws SQLException {
        BitSet purchases = new BitSet();
        Map<Long, Long> sold = new HashMap<>();
        Map<Long, Long> redemptions = new HashMap<>();
        Map<Long, Long> byVoucher = new HashMap<>();
        int[] twice = new int[1];
        try (Connection connection = EmbeddedDatabase.inspect(database)
                .orElseThrow(() -> new IllegalStateException("the platform's database does not run"))) {
            connection.setAutoCommit(false);
            each(connection, PURCHASES, channels, row -> purchases.set((int) references.number(row.getString(1))));
            each(connection, VOUCHERS, channels, row -> sold.put(row.getLong(1), references.number(row.getString(2))));
            each(connection, RECHARGES, channels, row -> {
                long number = references.number(row.getString(2));
                redemptions.put(number, row.getLong(1));
                if (byVoucher.put(row.getLong(1), number) != null) {
                    twice[0]++;
                }
            });
        }
        return new Recorded(purchases, sold, redemptions, twice[0]);
    }

    private static void each(Connection connection, String sql, List<String> channels, RowReader reader)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH);
            statement.setArray(1, connection.createArrayOf("text", channels.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }
}
