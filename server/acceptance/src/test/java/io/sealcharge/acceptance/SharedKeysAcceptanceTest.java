package io.sealcharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.KeyManagement;
import io.sealcharge.envelope.SymmetricEncryption;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.terminal.Answer;
import io.sealcharge.terminal.ProblemException;
import io.sealcharge.terminal.Purchase;
import io.sealcharge.terminal.PurchaseOrder;
import io.sealcharge.terminal.RechargeOrder;
import io.sealcharge.terminal.References;
import io.sealcharge.terminal.RegisteredTerminal;
import io.sealcharge.terminal.SealedVoucher;
import io.sealcharge.terminal.Terminal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keys that terminals share with the built platform: every way of buying with every way of recharging. */
@Tag("real")
class SharedKeysAcceptanceTest {
    @RegisterExtension
    static final Installation INSTALLATION = new Installation();

    private static final List<KeyManagement> PURCHASES = List.of(
            KeyEncryption.ECDH_ES,
            KeyEncryption.ECDH_ES_A256KW,
            KeyEncryption.RSA_OAEP_256,
            SymmetricEncryption.A256KW,
            SymmetricEncryption.DIR);
    private static final List<KeyManagement> RECHARGES = List.of(
            KeyEncryption.ECDH_ES, KeyEncryption.ECDH_ES_A256KW, SymmetricEncryption.A256KW, SymmetricEncryption.DIR);

    private PlatformProcess platform;

    @BeforeEach
    void start() {
        platform = INSTALLATION.start();
    }

    @AfterEach
    void theBooksAreSound() {
        INSTALLATION.requireSoundBooks();
    }

    private Terminal registered(String name) {
        Terminal terminal = INSTALLATION.terminal(name, platform.url());
        terminal.register(References.next(), KeyEncryption.ECDH_ES);
        return terminal;
    }

    @Test
    void eachWayOfBuyingGoesWithEachWayOfRecharging() {
        try (Terminal terminal = registered("four-ways")) {
            int number = 0;
            for (KeyManagement buying : PURCHASES) {
                PurchaseOrder order = new PurchaseOrder(Installation.PRODUCT, RECHARGES.size(), buying);
                Answer<Purchase> bought = terminal.buy(order);
                assertThat(terminal.resendPurchase(order.reference()).body()).isEqualTo(bought.body());

                List<VoucherSecret> vouchers = terminal.open(order.reference());
                for (int i = 0; i < vouchers.size(); i++) {
                    RechargeOrder recharge = new RechargeOrder("+86138001382" + (10 + number++), RECHARGES.get(i));
                    try (VoucherSecret voucher = vouchers.get(i)) {
                        assertRedeemedOnce(terminal, recharge, voucher);
                    }
                }
            }
        }
    }

    private static void assertRedeemedOnce(Terminal terminal, RechargeOrder order, VoucherSecret voucher) {
        var first = terminal.recharge(order, voucher.pin());
        assertThat(first.value().status()).isEqualTo("redeemed");
        assertThat(terminal.resendRecharge(order.reference()).body()).isEqualTo(first.body());
        assertThat(terminal.platform().getSubscriberBalance(order.phoneNumber()).minorIn("CNY"))
                .isEqualTo(Installation.FACE_VALUE_MINOR);
    }

    @Test
    void aRotatedKeySealsNoMoreButOpensAndARevokedOneDoesNeither() {
        try (Terminal terminal = registered("rotating")) {
            PurchaseOrder before = new PurchaseOrder(Installation.PRODUCT, 1, SymmetricEncryption.DIR);
            terminal.buy(before);

            RegisteredTerminal second = terminal.rotate(References.next(), KeyEncryption.ECDH_ES_A256KW)
                    .value();
            assertThat(second.generation()).isEqualTo(2);
            String retired = second.id() + ".1";
            assertRefused(
                    "terminal_revoked",
                    () -> terminal.buy(new PurchaseOrder(
                            References.next(), Installation.PRODUCT, 1, SymmetricEncryption.DIR, retired)));
            try (VoucherSecret voucher = terminal.open(before.reference()).getFirst()) {
                terminal.recharge(new RechargeOrder("+8613800138301", SymmetricEncryption.A256KW), voucher.pin());
            }

            terminal.revoke();
            RegisteredTerminal again =
                    terminal.register(References.next(), KeyEncryption.ECDH_ES).value();
            assertThat(again.id()).isNotEqualTo(second.id());
            assertThat(again.generation()).isOne();
            assertRefused(
                    "terminal_revoked",
                    () -> terminal.buy(new PurchaseOrder(
                            References.next(), Installation.PRODUCT, 1, SymmetricEncryption.DIR, second.kid())));
        }
    }

    private static void assertRefused(String code, Runnable act) {
        ProblemException problem = catchThrowableOfType(ProblemException.class, act::run);
        assertThat(problem).isNotNull();
        assertThat(problem.code()).isEqualTo(code);
    }

    @Test
    void acknowledgedEnvelopesAreErasedAndTheSamePurchaseGetsItsReceipt() throws Exception {
        try (Terminal terminal = registered("forgetful")) {
            PurchaseOrder order = new PurchaseOrder(Installation.PRODUCT, 2, SymmetricEncryption.A256KW);
            terminal.buy(order);
            long envelopes = envelopes(order.reference());
            assertThat(envelopes).isEqualTo(2);

            Purchase receipt = terminal.acknowledge(order.reference());

            assertThat(receipt.answerErased()).isTrue();
            assertThat(receipt.vouchers()).extracting(SealedVoucher::envelope).containsOnlyNulls();
            assertThat(envelopes(order.reference())).isZero();
            ProblemException erased =
                    catchThrowableOfType(ProblemException.class, () -> terminal.resendPurchase(order.reference()));
            assertThat(erased.status()).isEqualTo(410);
            assertThat(erased.isAnswerErased()).isTrue();
            assertThat(terminal.acknowledge(order.reference())).isEqualTo(receipt);
        }
    }

    private static long envelopes(String reference) throws Exception {
        try (DatabaseContent database = DatabaseContent.in(INSTALLATION.databaseFolder())) {
            return database.number("SELECT count(v.envelope) FROM voucher v JOIN purchase p ON p.id = v.purchase_id"
                    + " WHERE p.reference = '" + reference + "'");
        }
    }
}
