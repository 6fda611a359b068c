package io.sealcharge.cli.demo;

import static io.sealcharge.cli.demo.StepFailedException.require;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.KeyManagement;
import io.sealcharge.envelope.SymmetricEncryption;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.terminal.ProblemException;
import io.sealcharge.terminal.Purchase;
import io.sealcharge.terminal.PurchaseOrder;
import io.sealcharge.terminal.References;
import io.sealcharge.terminal.RegisteredTerminal;

/** Keys that the terminal and the platform share, for buying, for recharging, and for one of both. */
final class SharedKeySteps {
    private final Counter counter;
    private final Steps steps;

    SharedKeySteps(Counter counter, Steps steps) {
        this.counter = counter;
        this.steps = steps;
    }

    void run(String product) {
        register();
        String bought = spend(product, SymmetricEncryption.A256KW, SymmetricEncryption.DIR);
        spend(product, SymmetricEncryption.DIR, KeyEncryption.ECDH_ES);
        spend(product, KeyEncryption.ECDH_ES_A256KW, SymmetricEncryption.A256KW);
        acknowledge(bought);
    }

    private void register() {
        steps.step(() -> {
            RegisteredTerminal registered = counter.terminal()
                    .register(References.next(), KeyEncryption.ECDH_ES)
                    .value();
            require(registered.generation() == 1, "the first keys are of generation " + registered.generation());
            return "registered the terminal: two keys derived in the HSM came sealed to a key made for it, named "
                    + registered.kid();
        });
    }

    /** @return the purchase's reference */
    private String spend(String product, KeyManagement buying, KeyManagement recharging) {
        PurchaseOrder order = new PurchaseOrder(product, 1, buying);
        steps.step(() -> {
            counter.buy(order);
            try (VoucherSecret voucher =
                    counter.open(order.reference(), "shared-key PIN").getFirst()) {
                return "bought by " + buying.jwaName() + ", recharged by " + recharging.jwaName() + ": "
                        + counter.redeem(voucher, recharging);
            }
        });
        return order.reference();
    }

    private void acknowledge(String reference) {
        steps.step(() -> {
            Purchase receipt = counter.terminal().acknowledge(reference);
            require(
                    receipt.vouchers().stream().allMatch(voucher -> voucher.envelope() == null),
                    "the platform still has the envelopes");
            try {
                counter.terminal().resendPurchase(reference);
                throw new StepFailedException("the platform answered with envelopes that it has erased");
            } catch (ProblemException problem) {
                require(problem.isAnswerErased(), "refused in another way: " + problem.getMessage());
            }
            return "acknowledged it: the platform erased its envelopes, and the same purchase again gets the receipt alone";
        });
    }
}
