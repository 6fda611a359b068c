package io.sealcharge.platform.keys;

import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;
import io.sealcharge.platform.domain.ImportedRow;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.StockRules;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rows of foreign PINs in the clear: each line is one row, taken or refused by a rule, and no serial number is twice. */
public final class StockRowsTarget implements FuzzTarget {
    private static final StockRules RULES = new StockRules(new PinFormat(18, false), 15);

    private final TestKeys keys = new TestKeys();
    private final KeySnapshot snapshot = keys.snapshot();

    @Override
    public void read(byte[] input) {
        byte[] text = input.clone();
        StockRows rows = new StockRows(text, RULES);
        List<ImportedRow> read = new java.util.ArrayList<>();
        while (!rows.atEnd()) {
            read.addAll(rows.next(keys.hsm, snapshot, 3));
        }
        keys.calls.clear();
        Told.require(Arrays.equals(text, input), "the rows are changed");
        String[] lines = new String(input, StandardCharsets.ISO_8859_1).split("\n", -1);
        int expected = input.length == 0 ? 0 : lines.length - (lines[lines.length - 1].isEmpty() ? 1 : 0);
        Told.require(read.size() == expected && rows.count() == expected, "rows are lost");
        Set<String> serials = new HashSet<>();
        for (int i = 0; i < expected; i++) {
            Told.require(read.get(i).line() == i + 1, "a row has another line's number");
            if (read.get(i) instanceof ImportedRow.Accepted accepted) {
                String serial = accepted.voucher().serialNumber();
                Told.require(lines[i].matches("[0-9]{15},[0-9]{18}\r?"), "taken, and not of the form: line " + i);
                Told.require(lines[i].startsWith(serial + ","), "another serial number");
                Told.require(serials.add(serial), "a serial number twice");
            } else {
                Told.requireNoPin(read.get(i).toString());
            }
        }
    }
}
