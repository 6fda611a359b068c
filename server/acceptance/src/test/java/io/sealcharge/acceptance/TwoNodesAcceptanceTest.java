package io.sealcharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.acceptance.Api.Reply;
import io.sealcharge.acceptance.Api.Request;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.RechargeKey;
import io.sealcharge.envelope.SymmetricEncryption;
import io.sealcharge.envelope.TerminalKeys;
import io.sealcharge.envelope.TerminalKeysEnvelope;
import io.sealcharge.envelope.TerminalPrivateKey;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.terminal.Answer;
import io.sealcharge.terminal.ChannelCredentials;
import io.sealcharge.terminal.ExchangeListener;
import io.sealcharge.terminal.PlatformClient;
import io.sealcharge.terminal.ProblemException;
import io.sealcharge.terminal.Purchase;
import io.sealcharge.terminal.PurchaseOrder;
import io.sealcharge.terminal.Recharge;
import io.sealcharge.terminal.RechargeOrder;
import io.sealcharge.terminal.References;
import io.sealcharge.terminal.RegisteredTerminal;
import io.sealcharge.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two platforms on one database and one token: a caller cannot tell which of them it speaks to. */
@Tag("real")
class TwoNodesAcceptanceTest {
    @RegisterExtension
    static final Installation INSTALLATION = new Installation();

    private static final int STOCK = 300;
    private static final int TIMES = Boolean.getBoolean("sealcharge.long") ? 200 : 15;

    /** One start for all steps, the kill last. */
    @Test
    void whatOneNodeBeginsTheOtherEndsAndWhatBothAreAskedHappensOnce() throws Exception {
        PlatformProcess first = INSTALLATION.start();
        PlatformProcess second = INSTALLATION.startSecond();

        theSameRequestAtTheSameMomentIsOneActWithOneAnswer(first, second);
        keysSharedWithOneNodeAreSharedWithBoth(first, second);
        terminalsOfOneNameInTwoChannelsHaveDifferentKeys(first, second);
        nothingOfTheStockIsSoldTwice(first, second);
        finishElsewhere(first, second, false);
        finishElsewhere(second, first, false);
        finishElsewhere(first, second, true);

        INSTALLATION.requireSoundBooks();
    }

    private static void finishElsewhere(PlatformProcess here, PlatformProcess there, boolean killed) {
        String reference = References.next();
        String number = "+8613800138031";
        try (Terminal before = INSTALLATION.terminal("traveller", here.url());
                Terminal after = INSTALLATION.terminal("traveller", there.url());
                VoucherSecret voucher = buy(before)) {
            RechargeKey key = before.requestRecharge(reference);
            if (killed) {
                here.kill();
            }

            String envelope = after.seal(key, voucher.pin(), number, KeyEncryption.ECDH_ES);
            Answer<Recharge> recharge = after.sendRecharge(reference, number, envelope);

            assertThat(recharge.value().status()).isEqualTo("redeemed");
            assertThat(after.resendRecharge(reference).body()).isEqualTo(recharge.body());
            if (!killed) {
                assertThat(before.resendRecharge(reference).body()).isEqualTo(recharge.body());
            }
        }
    }

    /** Registered and asked for at one node, recharged at the other, rotated and revoked. */
    private static void keysSharedWithOneNodeAreSharedWithBoth(PlatformProcess here, PlatformProcess there) {
        try (Terminal before = INSTALLATION.terminal("sharing", here.url());
                Terminal after = INSTALLATION.terminal("sharing", there.url())) {
            before.register(References.next(), KeyEncryption.ECDH_ES);
            rechargeShared(before, SymmetricEncryption.DIR);
            rechargeShared(after, SymmetricEncryption.A256KW);
            assertThat(after.rotate(References.next(), KeyEncryption.ECDH_ES_A256KW)
                            .value()
                            .generation())
                    .isEqualTo(2);
            rechargeShared(before, SymmetricEncryption.A256KW);
            after.revoke();
        }
    }

    private static void rechargeShared(Terminal terminal, SymmetricEncryption encryption) {
        try (VoucherSecret voucher = buy(terminal)) {
            String reference = References.next();
            RechargeOrder order = new RechargeOrder(reference, "+8613800138032", encryption);
            Answer<Recharge> recharge = terminal.recharge(order, voucher.pin());

            assertThat(recharge.value().status()).isEqualTo("redeemed");
            assertThat(terminal.resendRecharge(reference).body()).isEqualTo(recharge.body());
        }
    }

    private static void terminalsOfOneNameInTwoChannelsHaveDifferentKeys(PlatformProcess here, PlatformProcess there) {
        TerminalPrivateKey own = TerminalPrivateKey.generate(KeyEncryption.ECDH_ES);
        byte[] request = "{\"reference\":\"namesakes\",\"terminal\":\"namesake\",\"key\":%s}"
                .formatted(own.publicKey().toJwkJson())
                .getBytes(StandardCharsets.UTF_8);
        Set<String> kids = new HashSet<>();
        Set<String> derived = new HashSet<>();
        for (ChannelCredentials channel : List.of(INSTALLATION.channel(), INSTALLATION.poorChannel())) {
            try (PlatformClient client = client(here, channel);
                    PlatformClient other = client(there, channel)) {
                Answer<RegisteredTerminal> registered = client.registerTerminal(request);
                assertThat(other.registerTerminal(request).body()).isEqualTo(registered.body());
                try (TerminalKeys keys =
                        TerminalKeysEnvelope.open(registered.value().envelope(), own)) {
                    kids.add(keys.kid());
                    derived.add(HexFormat.of().formatHex(keys.toTerminal().bytes()));
                    derived.add(HexFormat.of().formatHex(keys.toPlatform().bytes()));
                }
            }
        }
        assertThat(kids).hasSize(2);
        assertThat(derived).hasSize(4);
        derived.forEach(INSTALLATION::mustStaySecret);
    }

    private static PlatformClient client(PlatformProcess platform, ChannelCredentials channel) {
        return new PlatformClient(
                platform.url(), channel, Duration.ofSeconds(30), Clock.systemUTC(), ExchangeListener.NONE);
    }

    /** Both sell from the same stock at once, until it holds too little; what one of them holds ready the other lacks. */
    private static void nothingOfTheStockIsSoldTwice(PlatformProcess first, PlatformProcess second) {
        try (Stock stock = new Stock(INSTALLATION, first.url())) {
            stock.fill(STOCK);
        }
        List<CompletableFuture<List<String>>> tills = List.of(first, second, first, second).stream()
                .map(node -> CompletableFuture.supplyAsync(
                        () -> sellOut(node), command -> Thread.ofPlatform().start(command)))
                .toList();
        List<String> sold = tills.stream().flatMap(till -> till.join().stream()).toList();
        assertThat(sold).doesNotHaveDuplicates().hasSizeBetween(STOCK / 2, STOCK);
    }

    /** @return serial numbers */
    private static List<String> sellOut(PlatformProcess node) {
        List<String> sold = new ArrayList<>();
        try (Terminal terminal = INSTALLATION.terminal("till-" + References.next(), node.url())) {
            while (true) {
                PurchaseOrder order =
                        new PurchaseOrder(Installation.STOCK_PRODUCT, 1 + sold.size() % 5, KeyEncryption.ECDH_ES);
                terminal.buy(order).value().vouchers().forEach(voucher -> sold.add(voucher.serialNumber()));
            }
        } catch (ProblemException problem) {
            assertThat(problem.code()).isEqualTo("out_of_stock");
            return sold;
        }
    }

    private static VoucherSecret buy(Terminal terminal) {
        Purchase purchase = terminal.buy(new PurchaseOrder(Installation.PRODUCT, 1, KeyEncryption.ECDH_ES))
                .value();
        return terminal.open(purchase.reference()).getFirst();
    }

    private static void theSameRequestAtTheSameMomentIsOneActWithOneAnswer(
            PlatformProcess first, PlatformProcess second) throws Exception {
        try (Api api = new Api(first.url());
                Api other = new Api(second.url())) {
            Shop shop = new Shop(INSTALLATION, api);
            for (int i = 0; i < TIMES; i++) {
                Request purchase = shop.purchase(shop.purchaseBody());
                requireOneAnswer(List.of(api, other), purchase, 201);
                Request key = shop.rechargeRequest(References.next(), "both-" + i);
                requireOneAnswer(List.of(api, other), key, 201);
            }
        }
    }

    /** Each node is asked twice, all at once. */
    private static void requireOneAnswer(List<Api> nodes, Request request, int status) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2 * nodes.size());
        List<CompletableFuture<Reply>> asked = nodes.stream()
                .flatMap(node -> List.of(node, node).stream())
                .map(node -> CompletableFuture.supplyAsync(
                        () -> {
                            await(start);
                            return node.send(request);
                        },
                        command -> Thread.ofPlatform().start(command)))
                .toList();
        List<Reply> replies = asked.stream().map(CompletableFuture::join).toList();
        assertThat(replies).extracting(Reply::status).containsOnly(status);
        assertThat(replies.stream().map(Reply::text).distinct()).hasSize(1);
        assertThat(replies.stream()
                        .filter(reply -> reply.header("Idempotency-Replayed").isEmpty()))
                .as("answers that are not repeats")
                .hasSizeLessThanOrEqualTo(1);
    }

    private static void await(CyclicBarrier start) {
        try {
            start.await();
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }
}
