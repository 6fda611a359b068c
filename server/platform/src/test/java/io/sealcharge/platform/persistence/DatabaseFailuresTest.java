package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.CHANNEL;
import static io.sealcharge.platform.persistence.Shop.PAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcharge.platform.app.UnavailableException;
import io.sealcharge.platform.app.VoucherStore.Sale;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Purchase;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("real")
class DatabaseFailuresTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = Shop.open(DB.database());
    }

    @Test
    void aDatabaseThatIsAwayIsUnavailable() throws java.io.IOException {
        DatabaseEndpoint away =
                DatabaseEndpoint.local(EmbeddedFolder.freePort(), "sealcharge", "sealcharge", DatabasePassword.of("x"));
        Database database = Database.open(DB.vertx(), away, DatabaseExtension.LIMITS);

        assertUnavailable(() -> await(new PgVoucherStore(database, new SimpleMeterRegistry()).offers(CHANNEL)));
        assertUnavailable(() -> await(new PgVoucherStore(database, new SimpleMeterRegistry())
                .recordSale(shop.sale(CHANNEL, "away", PAR, 1))));
        assertThat(await(database.answers())).isFalse();
        await(database.close());
    }

    @Test
    void aStatementThatTakesTooLongIsEndedAndUnavailable() throws SQLException {
        Database hurried = Database.open(DB.vertx(), DB.endpoint(), new PoolLimits(2, 8, 128, 0, 2_000, 300));
        try (Connection blocker = lockCredit()) {
            assertUnavailable(() -> await(new PgVoucherStore(hurried, new SimpleMeterRegistry())
                    .recordSale(shop.sale(CHANNEL, "too-long", PAR, 1))));
            blocker.rollback();
        }
        assertThat(await(shop.vouchers.findPurchase(CHANNEL, "too-long"))).isEmpty();
        await(hurried.close());
    }

    @Test
    void aFullPoolRefusesAtOnceAndAWaitHasAnEnd() throws SQLException {
        Database small = Database.open(DB.vertx(), DB.endpoint(), new PoolLimits(1, 2, 1, 0, 500, 5_000));
        PgVoucherStore store = new PgVoucherStore(small, new SimpleMeterRegistry());
        try (Connection blocker = lockCredit()) {
            Future<Outcome<Purchase>> running = store.recordSale(shop.sale(CHANNEL, "running", PAR, 1));
            List<Future<?>> further = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(i -> store.offers(CHANNEL))
                    .toList();

            further.forEach(future -> assertUnavailable(() -> await(future)));

            assertThat(running.isComplete()).isFalse();
            blocker.rollback();
            assertThat(await(running)).isInstanceOf(Outcome.Done.class);
        }
        await(small.close());
    }

    @Test
    void aSaleWhoseConnectionDiesIsFoundOutAndNotLost() throws SQLException {
        Sale sale = shop.sale(CHANNEL, "connection-dies", PAR, 1);
        Future<Outcome<Purchase>> outcome;
        try (Connection blocker = lockCredit()) {
            outcome = shop.vouchers.recordSale(sale);
            await().until(() -> terminate("wait_event_type = 'Lock'") > 0);
            blocker.rollback();
        }

        assertThat(await(outcome)).isInstanceOf(Outcome.Done.class);
        assertThat(DB.number("SELECT count(*) FROM purchase WHERE reference = 'connection-dies'"))
                .isOne();
    }

    @Test
    void afterAllConnectionsWereCutTheNextCallWorks() throws SQLException {
        await(shop.vouchers.offers(CHANNEL));
        terminate("application_name = 'sealcharge'");

        await().untilAsserted(
                        () -> assertThat(await(shop.vouchers.offers(CHANNEL))).isNotEmpty());
    }

    private static Connection lockCredit() throws SQLException {
        Connection blocker = Jdbc.dataSource(DB.endpoint()).getConnection();
        blocker.setAutoCommit(false);
        try (Statement statement = blocker.createStatement()) {
            statement.execute("SELECT FROM account WHERE kind = 'channel_credit' FOR UPDATE");
        }
        return blocker;
    }

    private static long terminate(String which) {
        return DB.number(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND pid <> pg_backend_pid() AND " + which);
    }

    private static void assertUnavailable(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        UnavailableException.class,
                        away -> assertThat(away.part()).isEqualTo(UnavailableException.Part.DATABASE));
    }
}
