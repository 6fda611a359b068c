package io.sealcharge.cli.demo;

import static io.sealcharge.cli.demo.StepFailedException.require;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.terminal.PurchaseOrder;
import io.sealcharge.terminal.References;
import io.sealcharge.terminal.Replacement;
import io.sealcharge.terminal.ReplacementOrder;

/** A voucher whose key was lost: another one in its place, once. */
final class ReplacementSteps {
    private final Counter counter;
    private final Steps steps;
    private final Secrets secrets;

    ReplacementSteps(Counter counter, Steps steps, Secrets secrets) {
        this.counter = counter;
        this.steps = steps;
        this.secrets = secrets;
    }

    void run(String product) {
        PurchaseOrder order = new PurchaseOrder(product, 1, KeyEncryption.ECDH_ES);
        counter.buy(order);
        try (VoucherSecret lost =
                counter.open(order.reference(), "replaced PIN").getFirst()) {
            String reference = References.next();
            steps.step(() -> replace(order, lost, reference));
            steps.step(() -> {
                counter.requireState(lost.serialNumber(), "blocked");
                counter.refused(lost.pin(), KeyEncryption.ECDH_ES, "recharge_refused");
                return "the PIN that was lost is blocked for ever: refused, no money";
            });
            steps.step(() -> {
                try (VoucherSecret voucher = counter.terminal().openReplacement(reference)) {
                    secrets.add("replacement PIN", voucher.pin());
                    return "the new PIN in its place: " + counter.redeem(voucher, KeyEncryption.ECDH_ES);
                }
            });
        }
    }

    private String replace(PurchaseOrder order, VoucherSecret lost, String reference) {
        Replacement replacement = counter.terminal()
                .replace(new ReplacementOrder(
                        reference, order.reference(), lost.serialNumber(), KeyEncryption.ECDH_ES, null))
                .value();
        require(
                replacement.replacedSerialNumber().equals(lost.serialNumber())
                        && replacement.voucher().faceValueMinor() == lost.faceValueMinor()
                        && replacement.voucher().expiresAt().equals(lost.expiresAt()),
                "the replacement is not like the voucher that it replaces");
        return "replaced voucher " + lost.serialNumber() + " by "
                + replacement.voucher().serialNumber() + " to a new key, for nothing";
    }
}
