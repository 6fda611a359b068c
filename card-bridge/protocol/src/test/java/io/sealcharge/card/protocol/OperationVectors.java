package io.sealcharge.card.protocol;

import static io.sealcharge.card.protocol.VectorSamples.move;
import static io.sealcharge.card.protocol.VectorSamples.operation;
import static io.sealcharge.card.protocol.VectorSamples.signed;

import io.sealcharge.card.protocol.OperationContent.AddIssuerKey;
import io.sealcharge.card.protocol.OperationContent.Bare;
import io.sealcharge.card.protocol.OperationContent.NewLimits;
import io.sealcharge.card.protocol.OperationContent.RetireIssuerKey;
import java.util.ArrayList;
import java.util.List;

/** What EXECUTE is sent: each business at the ends of its numbers, and every way to encode it wrongly. */
final class OperationVectors {
    private static final long LAST_COUNTER = 0xFFFF_FFFFL;

    private final VectorFile file;

    OperationVectors(VectorFile file) {
        this.file = file;
    }

    void write() {
        file.section("Operations with the issuer's signature: the data of EXECUTE");
        all().forEach(it ->
                file.valid(VectorKind.SIGNED_OPERATION, name(it), signed(it).encode()));
        file.section("Operations that are not in canonical form");
        mutations();
        fields();
        file.section("What is signed, and digests");
        all().forEach(it -> file.valid(VectorKind.SIGNING_INPUT, name(it), it.encode()));
        all().forEach(it -> file.valid(VectorKind.DIGEST, name(it), it.encode()));
        for (Business business : List.of(Business.TRANSFER_OUT, Business.TRANSFER_IN)) {
            Operation transfer = operation(7, move(business, 250));
            file.valid(VectorKind.TRANSFER_INPUT, name(transfer), transfer.encode());
        }
    }

    private static String name(Operation operation) {
        return operation.business() + ", counter " + operation.counter();
    }

    private static List<Operation> all() {
        List<Operation> all = new ArrayList<>();
        long[] amounts = {1, 255, 256, 0xFFFF_FFFFL, 1L << 32, Long.MAX_VALUE};
        long[] counters = {0, 1, 0xFF, 0x100, 0xFFFF_FFEFL, LAST_COUNTER};
        for (int i = 0; i < amounts.length; i++) {
            all.add(operation(counters[i], move(Business.RECHARGE, amounts[i])));
            all.add(operation(counters[i], move(Business.REDEEM, amounts[i])));
        }
        all.add(operation(7, move(Business.TRANSFER_OUT, 250)));
        all.add(operation(8, move(Business.TRANSFER_IN, 250)));
        all.add(operation(9, new NewLimits(VectorSamples.CNY, VectorSamples.LIMITS)));
        all.add(operation(10, new NewLimits(new CurrencyNumber(999), new Limits(0, Long.MAX_VALUE, 1))));
        all.add(operation(11, new Bare(Business.BLOCK)));
        all.add(operation(12, new Bare(Business.UNBLOCK)));
        all.add(operation(13, new Bare(Business.RESET_HOLDER_PIN)));
        all.add(operation(14, new AddIssuerKey(issuerKey(Numbers.MAX_EPOCH))));
        all.add(operation(15, new RetireIssuerKey(new KeyReference(IssuerRole.ADMIN, 256))));
        all.add(operation(LAST_COUNTER, new Bare(Business.RETIRE_CARD)));
        return all;
    }

    static IssuerKey issuerKey(int epoch) {
        return new IssuerKey(new KeyReference(IssuerRole.OPERATION, epoch), VectorSamples.ISSUER_OPERATION.point());
    }

    private void mutations() {
        for (Operation each : List.of(
                operation(0, move(Business.RECHARGE, 10_000)),
                operation(9, new NewLimits(VectorSamples.CNY, VectorSamples.LIMITS)),
                operation(14, new AddIssuerKey(issuerKey(2))),
                operation(11, new Bare(Business.BLOCK)))) {
            byte[] valid = signed(each).encode();
            file.mutatedData(VectorKind.SIGNED_OPERATION, each.business().name(), valid);
        }
    }

    private void fields() {
        byte[] recharge = signed(operation(0, move(Business.RECHARGE, 10_000))).encode();
        byte[] redeem = signed(operation(0, move(Business.REDEEM, 10_000))).encode();
        byte[] transfer =
                signed(operation(0, move(Business.TRANSFER_OUT, 10_000))).encode();
        for (String business : List.of("00", "02", "03", "05", "10", "11", "12", "15", "18", "7F", "81", "FF")) {
            patch("RECHARGE as business " + business, recharge, "820101", "8201" + business);
        }
        patch("operation id all zero", recharge, "8810", "8810" + "00".repeat(16));
        patch("RECHARGE with amount 0", recharge, "83092B", "83092B" + "00".repeat(8));
        patch("RECHARGE with amount 2^63", recharge, "83092B", "83092B80" + "00".repeat(7));
        patch("RECHARGE with amount 2^64 - 1", recharge, "83092B", "83092B" + "FF".repeat(8));
        patch("RECHARGE with a minus", recharge, "83092B", "83092D");
        patch("REDEEM with a plus", redeem, "83092D", "83092B");
        patch("REDEEM with sign 00", redeem, "83092D", "830900");
        for (String currency : List.of("0000", "1000", "015A", "01A6", "0A56", "F156", "FFFF", "8156")) {
            patch("currency " + currency, recharge, "85020156", "8502" + currency);
        }
        patch("counterpart of kind 0", recharge, "8B1101", "8B1100");
        patch("counterpart of kind 3", recharge, "8B1101", "8B1103");
        patch("account's counterpart called a card", recharge, "8B1101", "8B1102");
        patch("card's counterpart with a byte before its id", transfer, "8B110200", "8B110201");
        patch(
                "card's counterpart with a byte right before its id",
                transfer,
                "8B11020000000000000000",
                "8B11020000000000000001");
        for (String key : List.of("000001", "030001", "FF0001", "010000", "018000", "01FFFF", "020000")) {
            patch("signing key " + key, recharge, "8903010001", "8903" + key);
        }
        limitsAndKeys();
    }

    private void limitsAndKeys() {
        byte[] limits = signed(operation(9, new NewLimits(VectorSamples.CNY, VectorSamples.LIMITS)))
                .encode();
        String balance = "971800000000000186A0";
        patch("highest balance 2^63", limits, balance, "971880000000000186A0");
        patch("highest amount 2^63", limits, balance + "00", balance + "80");
        patch("PIN-free amount 2^63", limits, "000000000000C35000", "000000000000C35080");
        patch("limits in currency 0000", limits, "85020156", "85020000");
        byte[] add = signed(operation(14, new AddIssuerKey(issuerKey(2)))).encode();
        for (String key : List.of("000002", "030002", "010000", "018000")) {
            patch("added key " + key, add, "C203010002", "C203" + key);
        }
        for (String first : List.of("00", "02", "03", "05", "06", "FF")) {
            patch("added point that begins with " + first, add, "9B4104", "9B41" + first);
        }
        byte[] retire = signed(operation(15, new RetireIssuerKey(new KeyReference(IssuerRole.ADMIN, 256))))
                .encode();
        patch("retired key of epoch 0", retire, "C203020100", "C203020000");
        patch("retired key of no role", retire, "C203020100", "C203000100");
    }

    private void patch(String name, byte[] valid, String field, String value) {
        file.patched(VectorKind.SIGNED_OPERATION, name, valid, field, value);
    }
}
