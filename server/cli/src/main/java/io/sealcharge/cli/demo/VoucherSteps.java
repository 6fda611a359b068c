package io.sealcharge.cli.demo;

import static io.sealcharge.cli.demo.StepFailedException.require;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealcharge.cli.Amounts;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.RechargeKey;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.terminal.Answer;
import io.sealcharge.terminal.ProblemException;
import io.sealcharge.terminal.Product;
import io.sealcharge.terminal.Purchase;
import io.sealcharge.terminal.PurchaseOrder;
import io.sealcharge.terminal.Recharge;
import io.sealcharge.terminal.References;
import io.sealcharge.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;

/** The life of a voucher: bought, opened, spent once, and every other way of spending it refused. */
final class VoucherSteps {
    private static final KeyEncryption AGREED = KeyEncryption.ECDH_ES;
    private static final KeyEncryption WRAPPED = KeyEncryption.ECDH_ES_A256KW;

    private final Counter counter;
    private final Terminal terminal;
    private final Exchanges exchanges;
    private final Steps steps;
    private final List<String> refusals = new ArrayList<>();

    VoucherSteps(Counter counter, Exchanges exchanges, Steps steps) {
        this.counter = counter;
        this.terminal = counter.terminal();
        this.exchanges = exchanges;
        this.steps = steps;
    }

    void run(Product product) {
        PurchaseOrder first = new PurchaseOrder(product.id(), 1, AGREED);
        buy(first, product);
        try (VoucherSecret voucher = open(first, "first PIN")) {
            spend(voucher, counter.number());
            refuseAnotherNumber(voucher.pin());
        }
        PurchaseOrder second = new PurchaseOrder(product.id(), 1, KeyEncryption.RSA_OAEP_256);
        buy(second, product);
        try (VoucherSecret voucher = open(second, "second PIN")) {
            refuseSplice(voucher.pin());
            refuseWrongPin(voucher.pin());
            untouched(voucher);
        }
        oneRefusal();
    }

    private void buy(PurchaseOrder order, Product product) {
        steps.step(() -> {
            Purchase purchase = counter.buy(order);
            return "bought \"" + product.name() + "\" for "
                    + Amounts.words(purchase.totalMinor(), purchase.currency()) + ", encrypted by "
                    + order.encryption().jwaName() + " to a key made for it";
        });
    }

    private VoucherSecret open(PurchaseOrder order, String name) {
        List<VoucherSecret> opened = new ArrayList<>();
        steps.step(() -> {
            opened.addAll(counter.open(order.reference(), name));
            VoucherSecret voucher = opened.getFirst();
            return "opened it with the terminal's private key: serial number " + voucher.serialNumber() + ", worth "
                    + Amounts.words(voucher.faceValueMinor(), voucher.currency());
        });
        return opened.getFirst();
    }

    private void spend(VoucherSecret voucher, String number) {
        String reference = References.next();
        RechargeKey[] key = new RechargeKey[1];
        steps.step(() -> {
            key[0] = terminal.requestRecharge(reference);
            return "got a one-time recharge key, its signature verified against the pinned keys, good until "
                    + key[0].expiresAt();
        });
        long before = counter.balance(number, voucher.currency());
        List<Answer<Recharge>> first = new ArrayList<>();
        steps.step(() -> {
            String envelope = terminal.seal(key[0], voucher.pin(), number, AGREED);
            first.add(terminal.sendRecharge(reference, number, envelope));
            String status = first.getFirst().value().status();
            require(status.equals("redeemed"), "the recharge is " + status + ", not redeemed");
            return "sent PIN and " + number + " encrypted to that key: redeemed";
        });
        steps.step(() -> {
            long after = counter.balance(number, voucher.currency());
            require(
                    after == before + voucher.faceValueMinor(),
                    "the balance of " + number + " went from " + before + " to " + after + " minor units");
            return "balance of " + number + " rose from " + Amounts.words(before, voucher.currency()) + " to "
                    + Amounts.words(after, voucher.currency());
        });
        steps.step(() -> {
            Answer<Recharge> again = terminal.resendRecharge(reference);
            require(again.body().equals(first.getFirst().body()), "the repeat got another answer");
            require(again.replayed(), "the repeat's answer is not marked as one");
            long after = counter.balance(number, voucher.currency());
            require(after == before + voucher.faceValueMinor(), "the repeat moved money");
            return "same request again: same answer to the byte, balance still "
                    + Amounts.words(after, voucher.currency());
        });
    }

    private void refuseAnotherNumber(Pin spent) {
        steps.step(() -> {
            String another = counter.number();
            String reference = References.next();
            String envelope = terminal.seal(terminal.requestRecharge(reference), spent, another, WRAPPED);
            refused(reference, another, envelope);
            counter.requireNoMoney(another);
            return "same PIN for " + another + ": refused, no money";
        });
    }

    private void refuseSplice(Pin pin) {
        steps.step(() -> {
            String inside = counter.number();
            String outside = counter.number();
            String reference = References.next();
            String envelope = terminal.seal(terminal.requestRecharge(reference), pin, inside, AGREED);
            refused(reference, outside, envelope);
            counter.requireNoMoney(inside);
            counter.requireNoMoney(outside);
            return "good PIN sealed for " + inside + " but sent for " + outside + ": refused, no money";
        });
    }

    private void refuseWrongPin(Pin right) {
        steps.step(() -> {
            String number = counter.number();
            String reference = References.next();
            try (Pin wrong = counter.anotherPin(right)) {
                String envelope = terminal.seal(terminal.requestRecharge(reference), wrong, number, WRAPPED);
                refused(reference, number, envelope);
            }
            counter.requireNoMoney(number);
            return "a PIN that nobody was sold: refused, no money";
        });
    }

    /** The spliced envelope must not have spent the voucher either. */
    private void untouched(VoucherSecret voucher) {
        steps.step(() -> {
            counter.requireState(voucher.serialNumber(), "sold");
            return "the refusals left the second voucher unspent";
        });
    }

    private void oneRefusal() {
        steps.step(() -> {
            require(refusals.size() == 3, "there were " + refusals.size() + " refusals, not 3");
            require(refusals.stream().distinct().count() == 1, "the refusals differ: " + String.join(" / ", refusals));
            return "the three refusals are the same but for their trace ids, and so tell a thief nothing";
        });
    }

    private void refused(String reference, String number, String envelope) throws Exception {
        try {
            Recharge recharge =
                    terminal.sendRecharge(reference, number, envelope).value();
            throw new StepFailedException("the platform accepted it: " + recharge.status());
        } catch (ProblemException problem) {
            require(
                    problem.status() == 422 && problem.code().equals("recharge_refused"),
                    "refused in another way: " + problem.getMessage());
            ObjectNode body = (ObjectNode) new ObjectMapper().readTree(exchanges.latestAnswer());
            body.remove("traceId");
            refusals.add(body.toString());
        }
    }
}
