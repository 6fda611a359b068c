package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.CHANNEL;
import static io.sealcharge.platform.persistence.Shop.NOW;
import static io.sealcharge.platform.persistence.Shop.PAR;
import static io.sealcharge.platform.persistence.Shop.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.app.RechargeStore.Attempt;
import io.sealcharge.platform.app.RechargeStore.Rules;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.RechargeRequest;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("real")
class VoucherExpiryTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static final Instant EXPIRY = NOW.plus(Duration.ofDays(365));
    private static Shop shop;
    private static Shop otherNode;

    @BeforeEach
    void nothingIsDue() {
        if (shop == null) {
            shop = Shop.open(DB.database());
            otherNode = new Shop(DB.anotherNode());
        }
        await(shop.recharges.expireVouchers(EXPIRY, 10_000));
    }

    @Test
    void aSoldVoucherPastItsTimeLosesItsValueToThePlatform() {
        String serial = shop.sellOne(CHANNEL, "value");

        assertThat(await(shop.recharges.expireVouchers(EXPIRY.minusMillis(1), 100)))
                .isZero();
        assertThat(await(shop.recharges.expireVouchers(EXPIRY, 100))).isOne();

        assertThat(state(serial)).isEqualTo("expired");
        assertThat(DB.text("SELECT d.kind || ' ' || c.kind || ' ' || p.amount_minor FROM posting p"
                        + " JOIN account d ON d.id = p.debit_account JOIN account c ON c.id = p.credit_account"
                        + " WHERE p.serial_number = '" + serial + "'"))
                .isEqualTo("voucher_liability expired_value 1000");
        assertThat(DB.text("SELECT from_state || ' ' || to_state || ' ' || actor || ' ' || reason FROM voucher_history"
                        + " WHERE serial_number = '" + serial + "' ORDER BY id DESC LIMIT 1"))
                .isEqualTo("sold expired platform expiry");
        booksAreSound();
    }

    @Test
    void theyGoInPiecesAndOnce() {
        shop.sell(CHANNEL, "pieces", PAR, 5);

        assertThat(await(shop.recharges.expireVouchers(EXPIRY, 2))).isEqualTo(2);
        List<Future<Integer>> both =
                List.of(shop.recharges.expireVouchers(EXPIRY, 100), otherNode.recharges.expireVouchers(EXPIRY, 100));

        assertThat(both.stream().mapToInt(DatabaseExtension::await).sum()).isEqualTo(3);
        assertThat(await(shop.recharges.expireVouchers(EXPIRY, 2))).isZero();
        booksAreSound();
    }

    @Test
    void oneThatIsBeingRedeemedWaits() {
        String serial = shop.sellOne(CHANNEL, "wait");
        RechargeRequest request = shop.requestKey(CHANNEL, "wait", "t-wait");
        Recharge open = done(await(shop.recharges.redeem(
                shop.attempt(request, serial, "+8613800138000"),
                new Rules(Duration.ofHours(1), 10, Duration.ofSeconds(10)))));

        assertThat(await(shop.recharges.expireVouchers(EXPIRY, 100))).isZero();
        await(shop.recharges.settle(open.id(), false, EXPIRY));

        assertThat(await(shop.recharges.expireVouchers(EXPIRY, 100))).isOne();
        booksAreSound();
    }

    @Test
    void anExpiredVoucherIsRefused() {
        String serial = shop.sellOne(CHANNEL, "refused");
        await(shop.recharges.expireVouchers(EXPIRY, 100));

        Recharge recharge = shop.recharge(CHANNEL, "refused", serial, "+8613800138000");

        assertThat(recharge.ending()).isInstanceOf(Recharge.Refused.class);
        assertThat(DB.text("SELECT refused_because FROM recharge WHERE id = '" + recharge.id() + "'"))
                .isEqualTo("voucher_expired");
    }

    @Test
    void redeemedOrExpiredButNeverBoth() {
        Purchase purchase = shop.sell(CHANNEL, "either", PAR, 30);
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            attempts.add(shop.attempt(
                    shop.requestKey(CHANNEL, "either-" + i, "t-either-" + i),
                    purchase.vouchers().get(i).face().serialNumber(),
                    "+8613800138100"));
        }

        List<Future<Outcome<Recharge>>> recharges = new ArrayList<>();
        List<Future<Integer>> expiries = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            recharges.add((i % 2 == 0 ? shop : otherNode).redeem(attempts.get(i)));
            if (i % 5 == 0) {
                expiries.add(otherNode.recharges.expireVouchers(EXPIRY, 2));
            }
        }
        long redeemed = recharges.stream()
                .filter(future -> done(await(future)).ending() instanceof Recharge.Redeemed)
                .count();
        long expired = expiries.stream().mapToInt(DatabaseExtension::await).sum();

        assertThat(redeemed + expired).isEqualTo(30);
        booksAreSound();
    }

    private static String state(String serial) {
        return DB.text("SELECT state FROM voucher WHERE serial_number = '" + serial + "'");
    }

    private static void booksAreSound() {
        assertThat(await(new MoneyAudit(DB.database()).run()).firstDifference()).isEmpty();
    }
}
