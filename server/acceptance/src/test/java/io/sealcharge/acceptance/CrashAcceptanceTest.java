package io.sealcharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SIGKILL in the middle of business: what was answered stays, what was not is found out by asking again. */
@Tag("real")
class CrashAcceptanceTest {
    @RegisterExtension
    static final Installation INSTALLATION = new Installation();

    @RegisterExtension
    static final Seed SEED = new Seed();

    private static final int KILLS = Boolean.getBoolean("sealcharge.long") ? 10 : 2;
    private static final int FEWEST_ACTS = 40;

    /** One for all tests of the class: what the first answered must hold after the second's kills, too. */
    private static final Trade TRADE =
            new Trade(INSTALLATION, List.of(Installation.PRODUCT, Installation.STOCK_PRODUCT), SEED.value());

    /** More than are sold, so that there is always something claimed when a kill comes. */
    private static final int STOCK = 600 * KILLS;

    enum Victim {
        PLATFORM {
            @Override
            PlatformProcess kill(PlatformProcess platform) {
                platform.kill();
                return INSTALLATION.start();
            }
        },
        DATABASE {
            @Override
            PlatformProcess kill(PlatformProcess platform) {
                INSTALLATION.killDatabase();
                platform.stop();
                return INSTALLATION.start();
            }
        };

        /** @return the platform that runs then */
        abstract PlatformProcess kill(PlatformProcess platform);
    }

    @ParameterizedTest
    @EnumSource(Victim.class)
    void nothingIsLostAndNothingHappensTwice(Victim victim) throws Exception {
        PlatformProcess platform = INSTALLATION.start();
        try (Stock stock = new Stock(INSTALLATION, platform.url())) {
            stock.fill(STOCK);
        }
        int before = TRADE.acts();
        for (int kill = 0; kill < KILLS; kill++) {
            int enough = TRADE.acts() + FEWEST_ACTS + SEED.random().nextInt(FEWEST_ACTS);
            List<CompletableFuture<Void>> terminals = TRADE.open(platform.url());
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> TRADE.acts() >= enough
                            || terminals.stream().anyMatch(CompletableFuture::isCompletedExceptionally));

            TRADE.announceClosing();
            platform = victim.kill(platform);
            terminals.forEach(CompletableFuture::join);

            TRADE.askAgain(platform.url());
            TRADE.assertTold(platform.url());
            INSTALLATION.requireSoundBooks();
            requireNothingClaimedByTheDead();
        }
        assertThat(TRADE.acts() - before).isGreaterThanOrEqualTo(KILLS * FEWEST_ACTS);
        INSTALLATION.run("audit", "money", "--config", INSTALLATION.config().toString());
        assertThat(platform.stop()).isZero();
    }

    /** What the killed node had taken out of the stock comes free when its lease has ended. */
    private static void requireNothingClaimedByTheDead() throws SQLException {
        try (DatabaseContent database = DatabaseContent.in(INSTALLATION.databaseFolder())) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() ->
                            database.number("SELECT count(DISTINCT claimed_by) FROM voucher WHERE state = 'claimed'")
                                    <= 1);
        }
    }
}
