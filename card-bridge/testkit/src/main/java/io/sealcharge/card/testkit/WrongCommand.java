package io.sealcharge.card.testkit;

import io.sealcharge.card.protocol.StatusWord;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A command that is wrong before its content matters: class, instruction, P1 and P2, length, form. */
record WrongCommand(String name, byte[] apdu, StatusWord word) {

    static List<WrongCommand> all() {
        List<WrongCommand> all = new ArrayList<>();
        headers(all);
        lengths(all);
        forms(all);
        return all;
    }

    private static void headers(List<WrongCommand> all) {
        for (String cla : List.of("01", "10", "81", "84", "90", "A0", "FE")) {
            add(all, "class " + cla, cla + "5C0000", StatusWord.UNKNOWN_CLASS);
        }
        for (String header : List.of("0050", "00CA", "0000", "00E0", "8020", "8024", "8051", "80FE", "80A4")) {
            add(all, "instruction " + header, header + "0000", StatusWord.UNKNOWN_INSTRUCTION);
        }
        for (String header : List.of(
                "80CA01E5",
                "80CAE500",
                "80500000",
                "80500500",
                "80501000",
                "80501800",
                "8050FF00",
                "80500101",
                "80540000",
                "80540100",
                "80540200",
                "80541100",
                "80540301",
                "80520100",
                "80520001",
                "805A0100",
                "805A0001",
                "805E0100",
                "805E0001",
                "805C0100",
                "805C0001",
                "00200000",
                "00200080",
                "00200181",
                "00240080",
                "00240281",
                "80E00000",
                "80E00900",
                "80E00101")) {
            add(all, "parameters " + header, header, StatusWord.WRONG_P1_P2);
        }
        add(all, "no such object", "80CA00E8", StatusWord.NO_SUCH_DATA);
    }

    private static void lengths(List<WrongCommand> all) {
        String one = "00";
        for (String header : List.of("80CA00E5", "80500100", "805A0000", "805C0000")) {
            addLength(all, header, one);
        }
        String status = "9610" + "00".repeat(16) + "8F10" + "00".repeat(16);
        addLength(all, "805E0000", "");
        addLength(all, "805E0000", status.substring(2));
        addLength(all, "805E0000", status + "00");
        addLength(all, "80540300", "");
        addLength(all, "80540300", "00".repeat(51));
        addLength(all, "80540300", "00".repeat(53));
        addLength(all, "80520000", "");
        addLength(all, "80520000", "00".repeat(119));
        addLength(all, "80520000", "00".repeat(193));
        addLength(all, "80520000", "00".repeat(255));
        for (int digits : new int[] {1, 7, 9, 16}) {
            addLength(all, "00200081", "00".repeat(digits));
            addLength(all, "00240181", "00".repeat(digits));
        }
        for (int digits : new int[] {0, 8, 15, 17}) {
            addLength(all, "00240081", "00".repeat(digits));
        }
        for (int step = 1; step <= 8; step++) {
            addLength(all, "80E00" + step + "00", "");
            addLength(all, "80E00" + step + "00", "00".repeat(17));
            addLength(all, "80E00" + step + "00", "00".repeat(255));
        }
    }

    private static void forms(List<WrongCommand> all) {
        for (String block : List.of(
                "1412345678FFFFFF",
                "2312 3FFF FFFF FFFF",
                "2D12 3456 7890 1234",
                "2412 34FF FFFF FFF0",
                "2412 3AFF FFFF FFFF",
                "2412 340F FFFF FFFF",
                "0000 0000 0000 0000",
                "2412 3FFF FFFF FFFF")) {
            String bytes = block.replace(" ", "");
            add(all, "PIN block " + bytes, "0020008108" + bytes, StatusWord.MALFORMED);
            add(all, "first PIN block " + bytes, "0024018108" + bytes, StatusWord.MALFORMED);
            add(all, "old PIN block " + bytes, "0024008110" + bytes + "241234FFFFFFFFFF", StatusWord.MALFORMED);
            add(all, "new PIN block " + bytes, "0024008110" + "241234FFFFFFFFFF" + bytes, StatusWord.MALFORMED);
        }
    }

    private static void addLength(List<WrongCommand> all, String header, String data) {
        String lc = data.isEmpty() ? "" : "%02X".formatted(data.length() / 2);
        add(all, header + " with " + data.length() / 2 + " bytes", header + lc + data, StatusWord.WRONG_LENGTH);
    }

    private static void add(List<WrongCommand> all, String name, String hex, StatusWord word) {
        all.add(new WrongCommand(name, HexFormat.of().parseHex(hex), word));
    }
}
