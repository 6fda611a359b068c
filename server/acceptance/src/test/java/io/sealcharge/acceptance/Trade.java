package io.sealcharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.KeyManagement;
import io.sealcharge.envelope.SymmetricEncryption;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.terminal.Act;
import io.sealcharge.terminal.PlatformUnreachableException;
import io.sealcharge.terminal.ProblemException;
import io.sealcharge.terminal.Purchase;
import io.sealcharge.terminal.PurchaseOrder;
import io.sealcharge.terminal.RechargeOrder;
import io.sealcharge.terminal.Terminal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Several terminals at work side by side: each buys vouchers, opens them and spends them, some twice, until the platform
 * is taken away from it. Then everything is asked again, and all that was ever answered must hold.
 */
final class Trade {
    static final int TERMINALS = 6;
    private static final List<KeyManagement> ENCRYPTIONS = List.of(
            KeyEncryption.ECDH_ES, KeyEncryption.ECDH_ES_A256KW, SymmetricEncryption.A256KW, SymmetricEncryption.DIR);

    private final Installation installation;
    private final List<String> products;
    private final AnswerBook book = new AnswerBook();
    private final AtomicInteger acts = new AtomicInteger();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final long seed;
    private int rounds;

    /** @param products what is bought, in turn */
    Trade(Installation installation, List<String> products, long seed) {
        this.installation = installation;
        this.products = products;
        this.seed = seed;
    }

    AnswerBook book() {
        return book;
    }

    /** Acts that were answered so far. */
    int acts() {
        return acts.get();
    }

    /** Sets all terminals to work; each ends when the platform goes away, which must be announced. */
    List<CompletableFuture<Void>> open(URI platform) {
        closing.set(false);
        rounds++;
        return IntStream.range(0, TERMINALS)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> work(i, platform),
                        command -> Thread.ofPlatform().name("terminal-" + i).start(command)))
                .toList();
    }

    /** From now on the platform may go away. */
    void announceClosing() {
        closing.set(true);
    }

    private void work(int number, URI platform) {
        Random random = new Random(seed + 31L * rounds + number);
        try (Terminal terminal = terminal(number, platform)) {
            terminal.register("shared-" + number, KeyEncryption.ECDH_ES);
            while (!closing.get()) {
                buyAndSpend(terminal, number, random);
            }
        } catch (PlatformUnreachableException gone) {
            requireClosing(gone);
        } catch (ProblemException problem) {
            if (problem.status() != 503) {
                throw problem;
            }
            requireClosing(problem);
        }
    }

    private void requireClosing(RuntimeException failure) {
        if (!closing.get()) {
            throw failure;
        }
    }

    private void buyAndSpend(Terminal terminal, int number, Random random) {
        String product = products.get(random.nextInt(products.size()));
        PurchaseOrder order = new PurchaseOrder(product, 1 + random.nextInt(3), any(random));
        terminal.buy(order);
        acts.incrementAndGet();
        spend(terminal, order.reference(), phoneNumber(number), random);
    }

    /** One voucher in four is kept; one in four is tried for another number afterwards, which is refused. */
    private void spend(Terminal terminal, String purchase, String phoneNumber, Random random) {
        for (VoucherSecret voucher : terminal.open(purchase)) {
            try (voucher) {
                int lot = random.nextInt(4);
                if (lot > 0) {
                    terminal.recharge(new RechargeOrder(phoneNumber, any(random)), voucher.pin());
                    acts.incrementAndGet();
                }
                if (lot == 1) {
                    steal(terminal, voucher, random);
                }
            }
        }
    }

    private void steal(Terminal terminal, VoucherSecret voucher, Random random) {
        try {
            terminal.recharge(new RechargeOrder("+8613900139000", any(random)), voucher.pin());
            throw new AssertionError("a voucher was redeemed twice: " + voucher.serialNumber());
        } catch (ProblemException refused) {
            if (refused.status() == 503) {
                throw refused;
            }
            assertThat(refused.code()).isEqualTo("recharge_refused");
            acts.incrementAndGet();
        }
    }

    private static KeyManagement any(Random random) {
        return ENCRYPTIONS.get(random.nextInt(ENCRYPTIONS.size()));
    }

    private static String phoneNumber(int number) {
        return "+861380013810" + number;
    }

    private Terminal terminal(int number, URI platform) {
        return installation.terminal("busy-" + number, platform, book);
    }

    /**
     * Sends everything again that was ever sent, twice. What had no answer gets one now, and purchases that were
     * answered only now are opened and spent.
     */
    void askAgain(URI platform) {
        for (int i = 0; i < TERMINALS; i++) {
            try (Terminal terminal = terminal(i, platform)) {
                for (Act act : terminal.acts()) {
                    switch (act.kind()) {
                        case PURCHASE -> askPurchaseAgain(terminal, i, act);
                        case RECHARGE -> askRechargeAgain(terminal, i, act);
                        case REGISTRATION -> terminal.register(act.reference(), KeyEncryption.ECDH_ES);
                        case ROTATION, REPLACEMENT -> throw new AssertionError("this trade has no " + act.kind());
                    }
                }
            }
        }
        assertThat(book.differences()).as("acts answered in two ways").isEmpty();
    }

    private void askPurchaseAgain(Terminal terminal, int number, Act act) {
        String reference = act.reference();
        if (!Files.exists(folder(number, "purchases", reference).resolve("request.json"))) {
            return;
        }
        boolean late = book.answer("/v1/purchases", reference).isEmpty();
        terminal.resendPurchase(reference);
        terminal.resendPurchase(reference);
        if (late) {
            spend(terminal, reference, phoneNumber(number), new Random(seed + reference.hashCode()));
        }
    }

    private void askRechargeAgain(Terminal terminal, int number, Act act) {
        Path folder = folder(number, "recharges", act.reference());
        if (Files.exists(folder.resolve("key-request.json"))) {
            byte[] request = read(folder.resolve("key-request.json"));
            askForKeyAgain(terminal, request);
            askForKeyAgain(terminal, request);
        }
        if (Files.exists(folder.resolve("request.json"))) {
            resend(terminal, act.reference());
            resend(terminal, act.reference());
            assertThat(book.answer("/v1/recharges", act.reference()))
                    .as("an answer to recharge %s", act.reference())
                    .isPresent();
        }
    }

    private static void askForKeyAgain(Terminal terminal, byte[] request) {
        if (new JsonObject(Buffer.buffer(request)).containsKey("terminalKey")) {
            terminal.platform().createSharedRechargeRequest(request);
        } else {
            terminal.platform().createRechargeRequest(request);
        }
    }

    private static void resend(Terminal terminal, String reference) {
        try {
            terminal.resendRecharge(reference);
        } catch (ProblemException problem) {
            assertThat(problem.code()).isEqualTo("recharge_refused");
        }
    }

    private Path folder(int number, String kind, String reference) {
        return installation
                .root()
                .resolve("terminals")
                .resolve("busy-" + number)
                .resolve(kind)
                .resolve(reference + (kind.equals("purchases") ? ".purchase" : ".recharge"));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** No voucher was sold or redeemed twice, and the platform's rows and balances are what was answered. */
    void assertTold(URI platform) throws SQLException {
        Set<String> sold = new HashSet<>();
        long paid = 0;
        for (JsonObject purchase : book.successes("/v1/purchases").values()) {
            paid += purchase.getLong("totalMinor");
            for (Object voucher : purchase.getJsonArray("vouchers")) {
                String serial = ((JsonObject) voucher).getString("serialNumber");
                assertThat(sold.add(serial)).as("voucher %s sold once", serial).isTrue();
            }
        }
        Set<String> redeemed = new HashSet<>();
        Map<String, Long> credited = new TreeMap<>();
        for (JsonObject recharge : book.successes("/v1/recharges").values()) {
            JsonObject receipt = recharge.getJsonObject("receipt");
            assertThat(recharge.getString("status")).isEqualTo("redeemed");
            assertThat(redeemed.add(receipt.getString("serialNumber")))
                    .as("voucher %s redeemed once", receipt.getString("serialNumber"))
                    .isTrue();
            credited.merge(receipt.getString("phoneNumber"), receipt.getLong("amountMinor"), Long::sum);
        }
        assertThat(sold).containsAll(redeemed);
        assertRows(sold.size(), redeemed.size(), paid);
        assertBalances(platform, credited);
    }

    private void assertRows(int sold, int redeemed, long paid) throws SQLException {
        try (DatabaseContent database = DatabaseContent.in(installation.databaseFolder())) {
            String bought = "channel_id = '" + Installation.CHANNEL + "' AND purchase_id IS NOT NULL";
            assertThat(database.number("SELECT count(*) FROM voucher WHERE " + bought))
                    .isEqualTo(sold);
            assertThat(database.number("SELECT count(*) FROM voucher WHERE state = 'redeemed' AND " + bought))
                    .isEqualTo(redeemed);
            assertThat(database.number(
                            "SELECT sum(total_minor) FROM purchase WHERE channel_id = '" + Installation.CHANNEL + "'"))
                    .isEqualTo(paid);
        }
    }

    private void assertBalances(URI platform, Map<String, Long> credited) {
        try (Terminal terminal = terminal(0, platform)) {
            credited.forEach((number, amount) -> assertThat(
                            terminal.platform().getSubscriberBalance(number).minorIn("CNY"))
                    .as("the balance of %s", number)
                    .isEqualTo(amount));
            for (Map.Entry<String, JsonObject> purchase :
                    book.successes("/v1/purchases").entrySet()) {
                assertThat(terminal.platform().findPurchase(purchase.getKey()).map(Purchase::id))
                        .contains(purchase.getValue().getString("id"));
            }
        }
    }
}
