package io.sealcharge.cli.demo;

import static io.sealcharge.cli.demo.StepFailedException.require;

import io.sealcharge.cli.Amounts;
import io.sealcharge.envelope.KeyManagement;
import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.terminal.ProblemException;
import io.sealcharge.terminal.Purchase;
import io.sealcharge.terminal.PurchaseOrder;
import io.sealcharge.terminal.Recharge;
import io.sealcharge.terminal.RechargeOrder;
import io.sealcharge.terminal.Terminal;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What steps do again and again at a terminal: buy, open, spend. Every PIN that comes to light is one to search for. */
final class Counter {
    private final Terminal terminal;
    private final Secrets secrets;
    private final SecureRandom random = new SecureRandom();

    Counter(Terminal terminal, Secrets secrets) {
        this.terminal = terminal;
        this.secrets = secrets;
    }

    Terminal terminal() {
        return terminal;
    }

    /** A number that has had no money yet. */
    String number() {
        return PhoneNumbers.next(random);
    }

    /** Buys as many vouchers as are asked for, no fewer. */
    Purchase buy(PurchaseOrder order) {
        Purchase purchase = terminal.buy(order).value();
        require(
                purchase.vouchers().size() == order.quantity(),
                "the purchase holds " + purchase.vouchers().size() + " vouchers, not " + order.quantity());
        return purchase;
    }

    /**
     * Opens all vouchers of a purchase.
     *
     * @param name by which its PINs may be shown
     * @return vouchers that the caller closes
     */
    List<VoucherSecret> open(String reference, String name) {
        List<VoucherSecret> vouchers = terminal.open(reference);
        for (VoucherSecret voucher : vouchers) {
            secrets.add(name + " " + voucher.serialNumber(), voucher.pin());
        }
        return new ArrayList<>(vouchers);
    }

    /** Spends a voucher on a number that had nothing, which then has what the voucher was worth. */
    String redeem(VoucherSecret voucher, KeyManagement encryption) {
        String number = number();
        Recharge recharge = terminal.recharge(new RechargeOrder(number, encryption), voucher.pin())
                .value();
        require(recharge.status().equals("redeemed"), "the recharge is " + recharge.status() + ", not redeemed");
        long balance = balance(number, voucher.currency());
        require(
                balance == voucher.faceValueMinor(),
                "the balance of " + number + " is " + balance + " minor units, not " + voucher.faceValueMinor());
        return number + " got " + Amounts.words(balance, voucher.currency());
    }

    /** A recharge that must end as this problem. */
    void refused(Pin pin, KeyManagement encryption, String code) {
        String number = number();
        try {
            Recharge recharge = terminal.recharge(new RechargeOrder(number, encryption), pin)
                    .value();
            throw new StepFailedException("the platform accepted it: " + recharge.status());
        } catch (ProblemException problem) {
            require(problem.code().equals(code), "refused in another way: " + problem.getMessage());
        }
        requireNoMoney(number);
    }

    void requireNoMoney(String number) {
        require(
                terminal.platform().getSubscriberBalance(number).balances().stream()
                        .allMatch(balance -> balance.balanceMinor() == 0),
                "money reached " + number);
    }

    long balance(String number, String currency) {
        return terminal.platform().getSubscriberBalance(number).minorIn(currency);
    }

    void requireState(String serialNumber, String expected) {
        String state = terminal.platform().getVoucher(serialNumber).state();
        require(state.equals(expected), "the voucher is " + state + ", not " + expected);
    }

    /** Of the same length, and another. */
    Pin anotherPin(Pin pin) {
        byte[] digits = pin.asciiBytes();
        try {
            for (int i = 0; i < digits.length; i++) {
                digits[i] = (byte) ('0' + (digits[i] - '0' + 1 + random.nextInt(9)) % 10);
            }
            return new Pin(digits);
        } finally {
            Arrays.fill(digits, (byte) 0);
        }
    }
}
