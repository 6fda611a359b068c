package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.DISCOUNTED;
import static io.sealcharge.platform.persistence.Shop.FREE;
import static io.sealcharge.platform.persistence.Shop.KEY;
import static io.sealcharge.platform.persistence.Shop.NOW;
import static io.sealcharge.platform.persistence.Shop.PAR;
import static io.sealcharge.platform.persistence.Shop.SURCHARGED;
import static io.sealcharge.platform.persistence.Shop.digest;
import static io.sealcharge.platform.persistence.Shop.money;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcharge.envelope.SymmetricEncryption;
import io.sealcharge.platform.app.SealingKey;
import io.sealcharge.platform.app.VoucherStore.Sale;
import io.sealcharge.platform.domain.BatchState;
import io.sealcharge.platform.domain.Catalogue;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.sealcharge.platform.domain.VoucherFace;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Any mix of sales at once gives the answers and the rows that the same sales give one by one. */
@Tag("real")
class GatheredSalesTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static final int MIXES = Boolean.getBoolean("sealcharge.long") ? 150 : 5;
    private static final int SALES = 60;
    /** Vouchers from stock in a world. */
    private static final int STOCK = 20;

    private static final UUID CLAIMANT = UUID.randomUUID();
    private static final Product FOREIGN =
            new Product("not-offered", "Not offered", money(1_000), money(1_000), new PinFormat(18, false), 16, 365);
    private static final List<Product> PRODUCTS = List.of(PAR, PAR, DISCOUNTED, SURCHARGED, FREE, FOREIGN);

    private final long seed = Long.getLong("seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private static Database one;
    private static Iterator<List<String>> stocks;

    @BeforeAll
    static void open() {
        Shop.open(DB.database());
        stocks = stocks(2 * MIXES).iterator();
        one = Database.open(DB.vertx(), DB.endpoint(), new PoolLimits(8, 512, 1, 0, 10_000, 20_000));
    }

    @AfterAll
    static void booksAreSound() {
        assertThat(await(new MoneyAudit(DB.database()).run()).firstDifference()).isEmpty();
        await(one.close());
    }

    /** Claimed vouchers for so many worlds; the claim on every fifth has ended. */
    private static List<List<String>> stocks(int worlds) {
        String batch = new StockRoom(DB).in(BatchState.ACTIVE, worlds * STOCK);
        DB.execute(
                "INSERT INTO voucher_history (serial_number, from_state, to_state, actor, reason, amount_minor, currency,"
                        + " at) SELECT serial_number, 'available', 'claimed', 'platform', 'claim', face_value_minor, currency, now()"
                        + " FROM voucher WHERE batch_id = '" + batch + "'");
        DB.execute("UPDATE voucher v SET state = 'claimed', claimed_by = '" + CLAIMANT + "',"
                + " lease_until = now() + CASE WHEN o.place % 5 = 0 THEN interval '-1 second' ELSE interval '1 hour' END"
                + " FROM (SELECT serial_number, row_number() OVER (ORDER BY serial_number) AS place FROM voucher"
                + " WHERE batch_id = '" + batch + "') AS o WHERE o.serial_number = v.serial_number");
        List<String> serials = List.of(
                DB.text("SELECT string_agg(serial_number, ',' ORDER BY serial_number) FROM voucher WHERE batch_id = '"
                                + batch + "'")
                        .split(","));
        return IntStream.range(0, worlds)
                .mapToObj(i -> serials.subList(i * STOCK, (i + 1) * STOCK))
                .toList();
    }

    /** What is the same in both worlds: everything but whose it is. */
    private record Draft(
            int channel,
            int reference,
            Product product,
            int quantity,
            int place,
            @Nullable Integer pin,
            @Nullable Integer olderPin,
            boolean shared,
            boolean fromStock,
            boolean tomorrow) {}

    /** Channels of their own: one with much credit, one with little, one with caps, one that is suspended. */
    private static final class World {
        final String name;
        final PgVoucherStore store;
        final List<String> channels;
        final UUID terminal;
        final List<String> stock;

        /** @param stock vouchers that the claimant may sell, but for some */
        World(String name, PgVoucherStore store, List<String> stock) {
            this.name = name;
            this.store = store;
            this.stock = stock;
            this.channels = IntStream.range(0, 4).mapToObj(i -> name + "-" + i).toList();
            await(new CatalogueImport(DB.database())
                    .apply(new Catalogue(
                            List.of(),
                            List.of(
                                    Shop.channel(channels.get(0), 10_000_000),
                                    Shop.channel(channels.get(1), 12_500),
                                    Shop.channel(channels.get(2), 10_000_000),
                                    Shop.channel(channels.get(3), 10_000_000)))));
            DB.execute("UPDATE account SET credit_limit_minor = 2000 WHERE owner = '%s'".formatted(channels.get(1)));
            DB.execute("UPDATE account SET order_cap_minor = 2500, day_cap_minor = 9000 WHERE owner = '%s'"
                    .formatted(channels.get(2)));
            DB.execute("INSERT INTO channel_product VALUES ('%s', 'par', 990, 7)".formatted(channels.get(0)));
            DB.execute("UPDATE channel SET active = false WHERE id = '%s'".formatted(channels.get(3)));
            this.terminal = SharedKeyRows.terminal(DB, channels.get(0), "till");
            // nearly used up
            DB.execute("UPDATE terminal_key SET sealed = 4294967296 - 6 WHERE terminal_id = '%s'".formatted(terminal));
        }

        Sale sale(Draft draft) {
            Instant at = NOW.plus(draft.tomorrow() ? Duration.ofDays(1) : Duration.ZERO);
            List<SealedVoucher> sealed = new ArrayList<>();
            for (int i = 0; i < draft.quantity(); i++) {
                String serial = draft.fromStock()
                        ? stock.get(draft.place() % STOCK)
                        : "%d%09d%03d"
                                .formatted(name.startsWith("g") ? 11 : 22, worldNumber() * 1000 + draft.place(), i);
                sealed.add(new SealedVoucher(
                        new VoucherFace(serial, draft.product().faceValue(), at.plus(Duration.ofDays(365))),
                        indexes(draft, serial),
                        "envelope " + draft.place() + " " + i));
            }
            return new Sale(
                    UUID.randomUUID(),
                    channels.get(draft.channel()),
                    "r-" + draft.reference(),
                    digest(draft.product().id() + draft.quantity()),
                    "kiosk",
                    draft.product(),
                    draft.shared()
                            ? new SealingKey.Shared(
                                    new TerminalKeyId(channels.getFirst(), terminal, 1, 1), SymmetricEncryption.DIR)
                            : KEY,
                    draft.fromStock() ? CLAIMANT : null,
                    at,
                    sealed);
        }

        private int worldNumber() {
            return Integer.parseInt(name.substring(1));
        }

        private List<PinIndex> indexes(Draft draft, String serial) {
            PinIndex own = draft.pin() == null ? pin(serial) : pin(name + draft.pin());
            return draft.olderPin() == null
                    ? List.of(own)
                    : List.of(own, new PinIndex(digest("pin of " + name + draft.olderPin()), 2));
        }

        private static PinIndex pin(String of) {
            return new PinIndex(digest("pin of " + of), 1);
        }

        /** All rows of this world, without what tells the worlds apart. */
        Map<String, String> rows() {
            String mine = "LIKE '" + name + "-%'";
            return Map.of(
                    "accounts",
                    DB.text(
                            "SELECT string_agg(concat_ws(' ', right(owner, 1), balance_minor, spent_on, spent_minor), ','"
                                    + " ORDER BY owner) FROM account WHERE owner " + mine),
                    "purchases",
                    DB.text("SELECT string_agg(concat_ws(' ', right(channel_id, 1), reference, product_id, quantity,"
                            + " unit_price_minor, total_minor, commission_minor, jkt, key_generation, created_at), ','"
                            + " ORDER BY channel_id, reference) FROM purchase WHERE channel_id " + mine),
                    "vouchers",
                    DB.text(
                            "SELECT string_agg(concat_ws(' ', p.reference, v.ordinal, v.state, v.product_id, v.envelope,"
                                    + " v.expires_at, v.pin_index_epoch, v.claimed_by), ','"
                                    + " ORDER BY v.channel_id, p.reference, v.ordinal)"
                                    + " FROM voucher v JOIN purchase p ON p.id = v.purchase_id WHERE v.channel_id "
                                    + mine),
                    "history",
                    DB.text("SELECT string_agg(concat_ws(' ', h.from_state, h.to_state, h.reason, h.amount_minor), ','"
                            + " ORDER BY h.channel_id, p.reference, v.ordinal) FROM voucher_history h"
                            + " JOIN voucher v USING (serial_number) JOIN purchase p ON p.id = v.purchase_id"
                            + " WHERE h.channel_id " + mine),
                    "postings",
                    DB.text("SELECT string_agg(concat_ws(' ', p.reference, t.kind, t.amount_minor, d.kind, c.kind), ','"
                            + " ORDER BY p.channel_id, p.reference, t.kind) FROM posting t"
                            + " JOIN purchase p ON p.id = t.purchase_id JOIN account d ON d.id = t.debit_account"
                            + " JOIN account c ON c.id = t.credit_account WHERE p.channel_id " + mine),
                    "messages",
                    DB.text("SELECT sealed FROM terminal_key WHERE terminal_id = '" + terminal + "'"));
        }

        String told(Future<Outcome<Purchase>> answer) {
            if (answer.failed()) {
                return answer.cause().getClass().getSimpleName();
            }
            return switch (answer.result()) {
                case Outcome.Refused<Purchase>(var refusal) -> refusal.name();
                case Outcome.Done<Purchase>(Purchase sold, boolean replayed) ->
                    "%s %s %s %s %s"
                            .formatted(
                                    replayed,
                                    sold.reference(),
                                    sold.total(),
                                    sold.commission(),
                                    sold.vouchers().stream()
                                            .map(Purchase.Item::envelope)
                                            .toList());
            };
        }
    }

    private List<Draft> mix() {
        List<Draft> drafts = new ArrayList<>();
        for (int place = 0; place < SALES; place++) {
            boolean fromStock = random.nextInt(6) == 0;
            int channel = random.nextInt(10) == 0 ? 3 : random.nextInt(3);
            boolean shared = channel == 0 && random.nextInt(3) == 0;
            drafts.add(new Draft(
                    channel,
                    random.nextInt(5) == 0 ? random.nextInt(place + 1) : 100 + place,
                    fromStock ? PAR : PRODUCTS.get(random.nextInt(PRODUCTS.size())),
                    fromStock ? 1 : 1 + random.nextInt(3),
                    place,
                    oneIn(25, 4),
                    oneIn(25, 4),
                    shared,
                    fromStock,
                    random.nextInt(30) == 0));
        }
        return drafts;
    }

    private @Nullable Integer oneIn(int times, int bound) {
        return random.nextInt(times) == 0 ? random.nextInt(bound) : null;
    }

    @Test
    void anyMixAtOnceIsWhatItIsOneByOne() {
        PgVoucherStore gathered = new PgVoucherStore(DB.database(), meters);
        PgVoucherStore oneByOne = new PgVoucherStore(one, new SimpleMeterRegistry());
        for (int mix = 0; mix < MIXES; mix++) {
            List<Draft> drafts = mix();
            World crowd = new World("g" + mix, gathered, stocks.next());
            World line = new World("o" + mix, oneByOne, stocks.next());

            List<String> atOnce = atOnce(crowd, drafts);
            List<String> inTurn = drafts.stream()
                    .map(draft -> line.told(settled(line.store.recordSale(line.sale(draft)))))
                    .toList();

            String repeat = "mix %d of seed %d; repeat: ./test server/platform -Dtest=GatheredSalesTest -Dseed=%d"
                    .formatted(mix, seed, seed);
            for (int i = 0; i < drafts.size(); i++) {
                assertThat(atOnce.get(i)).as("%s: %s", repeat, drafts.get(i)).isEqualTo(inTurn.get(i));
            }
            assertThat(crowd.rows()).as(repeat).isEqualTo(line.rows());
        }
        assertThat(meters.summary("sealcharge.batch.size", "act", "sale").max()).isGreaterThan(4);
    }

    private static List<String> atOnce(World world, List<Draft> drafts) {
        List<Sale> sales = drafts.stream().map(world::sale).toList();
        List<Future<Outcome<Purchase>>> answers = new ArrayList<>();
        sales.forEach(sale -> answers.add(world.store.recordSale(sale)));
        return answers.stream().map(answer -> world.told(settled(answer))).toList();
    }

    private static <T> Future<T> settled(Future<T> answer) {
        try {
            await(answer);
        } catch (RuntimeException failed) {
            assertThat(answer.failed()).as("an answer at all").isTrue();
        }
        return answer;
    }
}
