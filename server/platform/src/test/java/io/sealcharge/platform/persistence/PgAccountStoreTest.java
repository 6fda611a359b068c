package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.CHANNEL;
import static io.sealcharge.platform.persistence.Shop.DISCOUNTED;
import static io.sealcharge.platform.persistence.Shop.FREE;
import static io.sealcharge.platform.persistence.Shop.NOW;
import static io.sealcharge.platform.persistence.Shop.OTHER_CHANNEL;
import static io.sealcharge.platform.persistence.Shop.PAR;
import static io.sealcharge.platform.persistence.Shop.SURCHARGED;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.app.AccountStore.Span;
import io.sealcharge.platform.domain.AccountLimits;
import io.sealcharge.platform.domain.Catalogue;
import io.sealcharge.platform.domain.ChannelListing;
import io.sealcharge.platform.domain.StatementCursor;
import io.sealcharge.platform.domain.StatementEntry;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/** Balances are those of the postings, on every page, whatever is posted meanwhile. */
@Tag("real")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PgAccountStoreTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static final Instant DAY = Instant.parse("2026-11-22T00:00:00Z");
    private static Shop shop;
    private static PgAccountStore accounts;

    @BeforeAll
    static void trade() {
        shop = Shop.open(DB.database());
        accounts = new PgAccountStore(DB.database());
        shop.sell(CHANNEL, "one", PAR, 2);
        shop.sell(OTHER_CHANNEL, "one", PAR, 1);
        shop.sell(CHANNEL, "two", DISCOUNTED, 1);
        shop.sell(CHANNEL, "three", SURCHARGED, 1);
        shop.sell(CHANNEL, "four", FREE, 1);
    }

    private static Span from(StatementCursor place) {
        return new Span(CHANNEL, "XTS", place, null, null);
    }

    private static List<StatementEntry> walk(int pageSize, @Nullable Instant from, @Nullable Instant before) {
        List<StatementEntry> all = new ArrayList<>();
        StatementCursor place = StatementCursor.START;
        List<StatementEntry> page;
        do {
            page = await(accounts.statement(new Span(CHANNEL, "XTS", place, from, before), pageSize));
            all.addAll(page);
            place = page.isEmpty() ? place : StatementCursor.behind(page.getLast());
        } while (!page.isEmpty());
        return all;
    }

    @Test
    @Order(1)
    void eachPostingIsListedWithItsActAndTheBalanceAfterIt() {
        List<StatementEntry> entries = await(accounts.statement(from(StatementCursor.START), 100));

        assertThat(entries)
                .extracting(entry ->
                        entry.kind() + " " + entry.reference() + " " + entry.amountMinor() + " " + entry.balanceMinor())
                .containsExactly(
                        "CREDIT_GRANT first 1000000 1000000",
                        "SALE one -2000 998000",
                        "SALE two -950 997050",
                        "SALE three -1000 996050",
                        "SURCHARGE three -30 996020");
        assertThat(entries).extracting(StatementEntry::id).isSorted().doesNotHaveDuplicates();
        assertThat(entries.get(1).actId())
                .isEqualTo(
                        DB.text("SELECT id FROM purchase WHERE channel_id = '" + CHANNEL + "' AND reference = 'one'"));
        assertThat(entries.getFirst().actId())
                .isEqualTo(DB.text("SELECT id FROM credit_grant WHERE channel_id = '" + CHANNEL + "'"));
        assertThat(entries.get(1).postedAt()).isEqualTo(NOW);
        assertThat(entries.get(1).currency()).isEqualTo("XTS");
    }

    @Test
    @Order(2)
    void pagesOfAnySizeMakeTheSameStatement() {
        List<StatementEntry> whole = walk(100, null, null);
        for (int size : new int[] {1, 2, 3}) {
            assertThat(walk(size, null, null)).isEqualTo(whole);
        }
        assertThat(whole.getLast().balanceMinor())
                .isEqualTo(DB.number("SELECT balance_minor FROM account WHERE kind = 'channel_credit' AND owner = '"
                        + CHANNEL + "'"));
        assertThat(await(accounts.statement(new Span("nobody", "XTS", StatementCursor.START, null, null), 10)))
                .isEmpty();
        assertThat(await(accounts.statement(new Span(CHANNEL, "CNY", StatementCursor.START, null, null), 10)))
                .isEmpty();
    }

    @Test
    @Order(3)
    void daysChooseWhatIsShownAndLeaveTheBalancesAsTheyAre() {
        List<StatementEntry> whole = walk(100, null, null);
        DB.execute("ALTER TABLE posting DISABLE TRIGGER posting_append_only");
        DB.execute("UPDATE posting SET posted_at = TIMESTAMPTZ '2026-11-20T12:00:00Z' WHERE kind = 'credit_grant'"
                + " OR purchase_id IN (SELECT id FROM purchase WHERE reference = 'two')");
        DB.execute("UPDATE posting SET posted_at = '2026-11-21T23:59:59.999Z' WHERE id = "
                + whole.get(1).id());

        assertThat(walk(1, DAY, null)).extracting(StatementEntry::balanceMinor).containsExactly(996_050L, 996_020L);
        assertThat(walk(2, null, DAY))
                .extracting(StatementEntry::id)
                .contains(whole.get(1).id(), whole.get(2).id())
                .doesNotContain(whole.get(3).id(), whole.get(4).id());
        assertThat(walk(2, DAY, DAY)).isEmpty();
    }

    @Test
    @Order(4)
    void whatIsPostedMeanwhileComesAfterwards() {
        Database second = DB.anotherNode();
        Shop otherNode = new Shop(second);
        List<Future<?>> sales = new ArrayList<>();
        IntStream.range(0, 60)
                .forEach(i -> sales.add((i % 2 == 0 ? shop : otherNode)
                        .vouchers.recordSale(shop.sale(CHANNEL, "busy-" + i, SURCHARGED, 1))));

        List<StatementEntry> seen = new ArrayList<>();
        StatementCursor place = StatementCursor.START;
        while (seen.size() < 5 + 120) {
            List<StatementEntry> page = await(accounts.statement(from(place), 7));
            seen.addAll(page);
            place = page.isEmpty() ? place : StatementCursor.behind(page.getLast());
        }
        await(Future.all(sales));

        assertThat(seen).isEqualTo(walk(500, null, null));
        long balance = 0;
        for (StatementEntry entry : seen) {
            balance += entry.amountMinor();
            assertThat(entry.balanceMinor()).isEqualTo(balance);
        }
        await(second.close());
    }

    /** Its plan is made once, as others are, maybe while tables are empty: {@code plan_cache_mode} of the pool. */
    @Test
    @Order(5)
    void aPageOfALongAccountReadsNoMoreThanItShows() throws SQLException {
        StringBuilder plan = new StringBuilder();
        PGSimpleDataSource asItIs = (PGSimpleDataSource) Jdbc.dataSource(DB.endpoint());
        asItIs.setPreferQueryMode(PreferQueryMode.SIMPLE);
        try (Connection connection = asItIs.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET enable_seqscan = off");
            try (ResultSet lines = statement.executeQuery("EXPLAIN (GENERIC_PLAN) " + AccountSql.STATEMENT)) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
        }
        for (String side : List.of("debit", "credit")) {
            assertThat(plan.toString())
                    .containsPattern(
                            "Limit.*\n +InitPlan.*\n +-> .*\n +-> +Index Scan using posting_" + side + "_account");
        }
        assertThat(plan.toString()).containsOnlyOnce("posting_pkey");
        assertThat(plan.toString()).doesNotContain("Seq Scan on posting");
    }

    @Test
    @Order(6)
    void accountsShowLimitsAndWhatWasSpentThatDay() {
        await(new CatalogueImport(DB.database())
                .apply(new Catalogue(List.of(), List.of(Shop.channel("limited", 500)))));
        DB.execute("UPDATE account SET credit_limit_minor = 40, order_cap_minor = 30, day_cap_minor = 90,"
                + " spent_on = '2026-11-22', spent_minor = 20 WHERE kind = 'channel_credit' AND owner = 'limited'");

        assertThat(await(accounts.accounts("limited", LocalDate.parse("2026-11-22"))))
                .containsExactly(new ChannelListing.Account(new AccountLimits("XTS", 40, 30L, 90L), 500, 20));
        assertThat(await(accounts.accounts("limited", LocalDate.parse("2026-11-23"))))
                .extracting(ChannelListing.Account::spentTodayMinor)
                .containsExactly(0L);
        assertThat(await(accounts.accounts("nobody", LocalDate.parse("2026-11-22"))))
                .isEmpty();
    }
}
