package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.CHANNEL;
import static io.sealcharge.platform.persistence.Shop.OTHER_CHANNEL;
import static io.sealcharge.platform.persistence.Shop.PAR;
import static io.sealcharge.platform.persistence.Shop.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.envelope.SymmetricEncryption;
import io.sealcharge.platform.app.SealingKey;
import io.sealcharge.platform.app.VoucherStore.Sale;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.SharedKeyOnFile;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.sealcharge.platform.domain.TerminalKid;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sales under keys that terminals share; the key is judged by the statement that writes the sale. */
@Tag("real")
class SharedKeySaleTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = Shop.open(DB.database());
    }

    @AfterAll
    static void booksAreSound() {
        assertThat(await(new MoneyAudit(DB.database()).run()).firstDifference()).isEmpty();
    }

    private static UUID terminal() {
        return SharedKeyRows.terminal(DB, CHANNEL, "till-" + COUNT.incrementAndGet());
    }

    private static Sale sale(String channel, UUID terminal, int generation, int quantity) {
        Sale own = shop.sale(channel, "sale-" + COUNT.incrementAndGet(), PAR, quantity);
        return new Sale(
                own.id(),
                own.channel(),
                own.reference(),
                own.requestDigest(),
                own.terminal(),
                own.product(),
                new SealingKey.Shared(new TerminalKeyId(channel, terminal, generation, 1), SymmetricEncryption.DIR),
                null,
                own.at(),
                own.vouchers());
    }

    private static Outcome<Purchase> sell(Sale sale) {
        return await(shop.vouchers.recordSale(sale));
    }

    private static long sealed(UUID terminal) {
        return DB.number("SELECT sealed FROM terminal_key WHERE terminal_id = '" + terminal + "'");
    }

    @Test
    void thePurchaseKnowsTheKeyAndTheKeyCountsItsVouchers() {
        UUID terminal = terminal();

        Purchase sold = done(sell(sale(CHANNEL, terminal, 1, 3)));

        assertThat(sold.sharedKey()).isEqualTo(new TerminalKid(terminal, 1));
        assertThat(await(shop.vouchers.getPurchase(CHANNEL, sold.id()))).contains(sold);
        assertThat(DB.number("SELECT count(*) FROM purchase WHERE id = '" + sold.id() + "' AND jkt IS NULL"))
                .isOne();
        assertThat(sealed(terminal)).isEqualTo(3);
        SharedKeyOnFile onFile = await(
                        new PgSharedKeyStore(DB.database()).findKey(CHANNEL, new TerminalKid(terminal, 1)))
                .orElseThrow();
        assertThat(onFile.sealed()).isEqualTo(3);
    }

    @Test
    void aKeyThatWasRevokedOrRetiredMeanwhileSealsNothing() {
        for (String state : List.of("revoked", "retired")) {
            UUID terminal = terminal();
            Sale sale = sale(CHANNEL, terminal, 1, 1);
            DB.execute("UPDATE terminal_key SET state = '" + state + "' WHERE terminal_id = '" + terminal + "'");
            if (state.equals("revoked")) {
                DB.execute("UPDATE terminal SET state = 'revoked' WHERE id = '" + terminal + "'");
            } else {
                SharedKeyRows.key(DB, CHANNEL, terminal, 2, "active");
            }

            assertThat(sell(sale)).isEqualTo(Outcome.refused(Refusal.TERMINAL_REVOKED));
            assertThat(await(shop.vouchers.findPurchase(CHANNEL, sale.reference())))
                    .isEmpty();
        }
    }

    @Test
    void anotherChannelsKeySealsNothing() {
        UUID terminal = terminal();

        assertThat(sell(sale(OTHER_CHANNEL, terminal, 1, 1))).isEqualTo(Outcome.refused(Refusal.TERMINAL_REVOKED));
        assertThat(sell(sale(CHANNEL, terminal, 2, 1))).isEqualTo(Outcome.refused(Refusal.TERMINAL_REVOKED));
        assertThat(sealed(terminal)).isZero();
    }

    @Test
    void aKeySealsSoManyMessagesAndNoMoreHoweverManyAreAskedForAtOnce() {
        UUID terminal = terminal();
        DB.execute("UPDATE terminal_key SET sealed = 4294967296 - 11 WHERE terminal_id = '" + terminal + "'");

        List<Future<Outcome<Purchase>>> sales = IntStream.range(0, 10)
                .mapToObj(i -> shop.vouchers.recordSale(sale(CHANNEL, terminal, 1, 2)))
                .toList();
        List<Outcome<Purchase>> outcomes =
                sales.stream().map(DatabaseExtension::await).toList();

        assertThat(outcomes.stream().filter(Outcome.Done.class::isInstance)).hasSize(5);
        assertThat(outcomes.stream().filter(Outcome.refused(Refusal.TERMINAL_KEY_EXHAUSTED)::equals))
                .hasSize(5);
        assertThat(sealed(terminal)).isEqualTo(4_294_967_295L);
        assertThat(sell(sale(CHANNEL, terminal, 1, 1))).isInstanceOf(Outcome.Done.class);
        assertThat(sell(sale(CHANNEL, terminal, 1, 1))).isEqualTo(Outcome.refused(Refusal.TERMINAL_KEY_EXHAUSTED));
    }
}
