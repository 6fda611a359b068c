package io.sealcharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.RechargeKey;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.terminal.Answer;
import io.sealcharge.terminal.Purchase;
import io.sealcharge.terminal.PurchaseOrder;
import io.sealcharge.terminal.Recharge;
import io.sealcharge.terminal.RechargeOrder;
import io.sealcharge.terminal.References;
import io.sealcharge.terminal.Terminal;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The platform's life as its operator sees it: starts, kills, stops, on one data folder. */
@Tag("real")
class LifeCycleAcceptanceTest {
    @RegisterExtension
    static final Installation INSTALLATION = new Installation();

    private static final int SLOW_RANDOM_US = 2_000_000;

    @Test
    void aVoucherIsBoughtAndSpentAndTheStopIsInOrder() {
        PlatformProcess platform = INSTALLATION.start();
        try (Terminal terminal = INSTALLATION.terminal("first", platform.url());
                VoucherSecret voucher = buy(terminal)) {
            assertThat(terminal.platform()
                            .getSubscriberBalance("+8613800138001")
                            .minorIn("CNY"))
                    .isZero();

            Answer<Recharge> recharge =
                    terminal.recharge(new RechargeOrder("+8613800138001", KeyEncryption.ECDH_ES), voucher.pin());

            assertThat(recharge.value().status()).isEqualTo("redeemed");
            assertThat(terminal.platform()
                            .getSubscriberBalance("+8613800138001")
                            .minorIn("CNY"))
                    .isEqualTo(Installation.FACE_VALUE_MINOR);
        }

        assertThat(platform.stop()).isZero();

        assertThat(INSTALLATION.root().resolve("ready.json")).doesNotExist();
        assertThat(INSTALLATION.logs().lines().filter(line -> line.contains("\"stopped: ")))
                .extracting(line -> line.replaceAll(".*\"stopped: ([^\"]*)\".*", "$1"))
                .endsWith(
                        "ready file",
                        "http",
                        "erasing of answers",
                        "claims from stock",
                        "stock watch",
                        "work on batches",
                        "housekeeping",
                        "watch over redemptions",
                        "watch over recharges",
                        "hsm calls",
                        "hsm",
                        "database connections",
                        "database",
                        "event loops",
                        "metrics");
    }

    @Test
    void aStopLetsARequestUnderWayFinishAndAcceptsNoMore() throws Exception {
        PlatformProcess platform = INSTALLATION.start();
        try (Terminal terminal = INSTALLATION.terminal("patient", platform.url())) {
            buy(terminal).close();
            INSTALLATION.module().in("C_GenerateRandom").delay(SLOW_RANDOM_US);
            int before = INSTALLATION.module().in("C_GenerateRandom").calls();
            CompletableFuture<Answer<Purchase>> slow = CompletableFuture.supplyAsync(
                    () -> terminal.buy(new PurchaseOrder(Installation.PRODUCT, 1, KeyEncryption.ECDH_ES)));
            await().until(() -> INSTALLATION.module().in("C_GenerateRandom").calls() > before);

            platform.terminate();

            await().atMost(2, TimeUnit.SECONDS).until(() -> refusesConnections(platform));
            assertThat(slow).isNotDone();
            assertThat(slow.get(20, TimeUnit.SECONDS).value().vouchers()).hasSize(1);
        }
        assertThat(platform.exitCode()).isZero();
        assertThat(INSTALLATION.logs()).doesNotContain("requests are cut off");
    }

    @Test
    void aRechargeBegunBeforeAKillIsFinishedAfterTheRestartWhichAdoptsTheDatabase() {
        PlatformProcess killed = INSTALLATION.start();
        String reference = References.next();
        try (Terminal before = INSTALLATION.terminal("steadfast", killed.url());
                VoucherSecret voucher = buy(before)) {
            RechargeKey key = before.requestRecharge(reference);

            killed.kill();
            PlatformProcess restarted = INSTALLATION.start();

            assertThat(INSTALLATION.logs()).contains("embedded PostgreSQL adopted");
            try (Terminal after = INSTALLATION.terminal("steadfast", restarted.url())) {
                String envelope = after.seal(key, voucher.pin(), "+8613800138002", KeyEncryption.ECDH_ES);
                Answer<Recharge> recharge = after.sendRecharge(reference, "+8613800138002", envelope);

                assertThat(recharge.value().status()).isEqualTo("redeemed");
                assertThat(after.resendRecharge(reference).replayed()).isTrue();
                assertThat(after.platform()
                                .getSubscriberBalance("+8613800138002")
                                .minorIn("CNY"))
                        .isEqualTo(Installation.FACE_VALUE_MINOR);
            }
            assertThat(restarted.stop()).isZero();
        }
    }

    @Test
    void aSecondSignalEndsTheProcessAtOnce() throws Exception {
        PlatformProcess platform = INSTALLATION.start();
        try (Terminal terminal = INSTALLATION.terminal("hasty", platform.url())) {
            buy(terminal).close();
            INSTALLATION.module().in("C_GenerateRandom").delay(2 * SLOW_RANDOM_US);
            int before = INSTALLATION.module().in("C_GenerateRandom").calls();
            CompletableFuture<Answer<Purchase>> slow = CompletableFuture.supplyAsync(
                    () -> terminal.buy(new PurchaseOrder(Installation.PRODUCT, 1, KeyEncryption.ECDH_ES)));
            await().until(() -> INSTALLATION.module().in("C_GenerateRandom").calls() > before);
            platform.terminate();
            await().until(() -> refusesConnections(platform));

            platform.terminate();

            assertThat(platform.exitCode()).isEqualTo(130);
            assertThat(slow).failsWithin(10, TimeUnit.SECONDS);
        }
    }

    private static VoucherSecret buy(Terminal terminal) {
        Purchase purchase = terminal.buy(new PurchaseOrder(Installation.PRODUCT, 1, KeyEncryption.ECDH_ES))
                .value();
        VoucherSecret voucher = terminal.open(purchase.reference()).getFirst();
        INSTALLATION.mustStaySecret(digits(voucher.pin()));
        return voucher;
    }

    private static String digits(Pin pin) {
        return new String(pin.asciiBytes(), StandardCharsets.US_ASCII);
    }

    private static boolean refusesConnections(PlatformProcess platform) throws Exception {
        try (Socket socket = new Socket(platform.url().getHost(), platform.url().getPort())) {
            return !socket.isConnected();
        } catch (ConnectException refused) {
            return true;
        }
    }

    /** The PIN that the platform logs in with is a secret, too. */
    @Test
    void theTokensPinIsInNoLog() throws Exception {
        PlatformProcess platform = INSTALLATION.start();
        String pin = Files.readString(Path.of(INSTALLATION.root().toString(), "keys", "user.pin"))
                .strip();
        INSTALLATION.mustStaySecret(pin);

        assertThat(platform.stop()).isZero();

        assertThat(platform.output()).doesNotContain(pin);
        assertThat(INSTALLATION.logs()).doesNotContain(pin);
    }
}
