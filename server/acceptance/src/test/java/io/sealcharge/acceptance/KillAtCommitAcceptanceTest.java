package io.sealcharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealcharge.acceptance.Api.Reply;
import io.sealcharge.acceptance.Api.Request;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.RechargeKey;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.platform.persistence.EmbeddedDatabase;
import io.sealcharge.terminal.References;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SIGKILL while a request's statement is in the database and has not been committed: it waits for a row that the test
 * holds. Whether it then commits or not, the same request sent again gets one answer for ever.
 */
@Tag("real")
class KillAtCommitAcceptanceTest {
    @RegisterExtension
    static final Installation INSTALLATION = new Installation();

    @RegisterExtension
    static final Seed SEED = new Seed();

    private static final boolean LONG = Boolean.getBoolean("sealcharge.long");
    private static final int RACES = LONG ? 10 : 1;
    private static final int STOCK = 5;
    private static final int LATEST_KILL_US = 4_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** @param rows that the request's statement changes too */
    record Business(Request request, String table, String rows) {}

    enum Kind {
        PURCHASE {
            @Override
            Business prepare(Shop shop) {
                return new Business(
                        shop.purchase(shop.purchaseBody()),
                        "purchase",
                        "account WHERE kind = 'channel_credit' AND owner = '" + Installation.CHANNEL + "'");
            }
        },
        PURCHASE_FROM_STOCK {
            @Override
            Business prepare(Shop shop) {
                try (Stock stock = new Stock(
                        INSTALLATION, URI.create(shop.api().tokenEndpoint()).resolve("/"))) {
                    stock.fill(STOCK);
                }
                return new Business(
                        shop.purchase(shop.purchaseBody().put("product", Installation.STOCK_PRODUCT)),
                        "purchase",
                        "account WHERE kind = 'channel_credit' AND owner = '" + Installation.CHANNEL + "'");
            }
        },
        REPLACEMENT {
            @Override
            Business prepare(Shop shop) {
                JsonObject sold = shop.api().ask(shop.purchase(shop.purchaseBody()));
                String serial = sold.getJsonArray("vouchers").getJsonObject(0).getString("serialNumber");
                JsonObject body = shop.purchaseBody().put("serialNumber", serial);
                body.remove("product");
                body.remove("quantity");
                Request request = Request.post(
                                Shop.PURCHASES + "/" + sold.getString("id") + "/replacement", body.encode())
                        .as(shop.token());
                return new Business(request, "replacement", "voucher WHERE serial_number = '" + serial + "'");
            }
        },
        REGISTRATION {
            @Override
            Business prepare(Shop shop) {
                JsonObject body = shop.purchaseBody().put("terminal", "till-" + References.next());
                body.remove("product");
                body.remove("quantity");
                return new Business(
                        Request.post("/v1/terminals", body.encode()).as(shop.token()),
                        "terminal_key",
                        "channel WHERE id = '" + Installation.CHANNEL + "'");
            }
        },
        RECHARGE_REQUEST {
            @Override
            Business prepare(Shop shop) {
                String terminal = "till-" + References.next();
                shop.rechargeKey(References.next(), terminal);
                return new Business(
                        shop.rechargeRequest(References.next(), terminal),
                        "recharge_request",
                        "recharge_request WHERE terminal = '" + terminal + "'");
            }
        },
        RECHARGE {
            @Override
            Business prepare(Shop shop) {
                String terminal = "till-" + References.next();
                try (VoucherSecret voucher = shop.voucher()) {
                    RechargeKey key = shop.verifiedKey(terminal);
                    String envelope = Shop.sealed(voucher.pin(), Shop.PHONE_NUMBER, key, KeyEncryption.ECDH_ES);
                    return new Business(
                            shop.recharge(Shop.rechargeBody(key.reference(), terminal, envelope)),
                            "recharge",
                            "recharge_request WHERE terminal = '" + terminal + "'");
                }
            }
        };

        abstract Business prepare(Shop shop);
    }

    static List<Kind> kinds() {
        return LONG ? List.of(Kind.values()) : List.of(Kind.PURCHASE);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatWasUnderWayIsDoneOnceOrNotAtAllAndThenDoneOnce(Kind kind) throws Exception {
        PlatformProcess platform = INSTALLATION.start();
        platform = killedInFlight(platform, kind, true);
        platform = killedInFlight(platform, kind, false);
        for (int race = 0; race < RACES; race++) {
            platform = killedAboutTheCommit(platform, kind);
        }
        INSTALLATION.requireSoundBooks();
        assertThat(platform.stop()).isZero();
    }

    /** @param commits whether the database ends the dead platform's statement or throws it away */
    private static PlatformProcess killedInFlight(PlatformProcess platform, Kind kind, boolean commits)
            throws SQLException {
        try (Api api = new Api(platform.url());
                Connection holder = database();
                Connection observer = database()) {
            Business business = kind.prepare(new Shop(INSTALLATION, api));
            CompletableFuture<Optional<Reply>> sent = sendWhileHeld(api, business, holder, observer);

            platform.kill();
            if (!commits) {
                query(observer, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted");
            }
            holder.rollback();
            assertThat(sent.join()).isEmpty();
            await().atMost(PATIENCE)
                    .until(() -> query(observer, STATEMENTS_UNDER_WAY).equals("0"));
            assertThat(query(observer, count(business))).isEqualTo(commits ? "1" : "0");

            return askedAgain(business, Optional.empty());
        }
    }

    private static PlatformProcess killedAboutTheCommit(PlatformProcess platform, Kind kind) throws SQLException {
        try (Api api = new Api(platform.url());
                Connection holder = database();
                Connection observer = database()) {
            Business business = kind.prepare(new Shop(INSTALLATION, api));
            CompletableFuture<Optional<Reply>> sent = sendWhileHeld(api, business, holder, observer);
            long delay = SEED.random().nextLong(LATEST_KILL_US * 1_000L);

            holder.rollback();
            LockSupport.parkNanos(delay);
            platform.kill();

            return askedAgain(business, sent.join());
        }
    }

    private static final String STATEMENTS_UNDER_WAY =
            "SELECT count(*) FROM pg_stat_activity" + " WHERE application_name = 'sealcharge' AND state = 'active'";

    /** Empty if the platform died before it answered. */
    private static CompletableFuture<Optional<Reply>> sendWhileHeld(
            Api api, Business business, Connection holder, Connection observer) throws SQLException {
        holder.setAutoCommit(false);
        query(holder, "SELECT 1 FROM " + business.rows() + " FOR UPDATE");
        CompletableFuture<Optional<Reply>> sent = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return Optional.of(api.send(business.request()));
                    } catch (UncheckedIOException died) {
                        return Optional.empty();
                    }
                },
                command -> Thread.ofPlatform().start(command));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !query(observer, "SELECT count(*) FROM pg_locks WHERE NOT granted")
                        .equals("0"));
        return sent;
    }

    /** Restarts and sends the same bytes. */
    private static PlatformProcess askedAgain(Business business, Optional<Reply> before) throws SQLException {
        PlatformProcess restarted = INSTALLATION.start();
        try (Api api = new Api(restarted.url());
                Connection observer = database()) {
            Reply first = api.send(business.request());
            assertThat(first.status()).as(first.text()).isIn(200, 201);
            assertThat(before.map(Reply::text).orElse(first.text())).isEqualTo(first.text());
            Reply again = api.send(business.request());
            assertThat(again.text()).isEqualTo(first.text());
            assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
            assertThat(query(observer, count(business))).isEqualTo("1");
        }
        return restarted;
    }

    private static String count(Business business) {
        return "SELECT count(*) FROM " + business.table() + " WHERE reference = '"
                + new JsonObject(new String(business.request().body(), java.nio.charset.StandardCharsets.UTF_8))
                        .getString("reference")
                + "'";
    }

    private static Connection database() throws SQLException {
        return EmbeddedDatabase.inspect(INSTALLATION.databaseFolder()).orElseThrow();
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }
}
