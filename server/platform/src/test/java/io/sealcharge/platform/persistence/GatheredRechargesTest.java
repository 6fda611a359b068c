package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.app.RechargeStanding;
import io.sealcharge.platform.app.RechargeStore.Attempt;
import io.sealcharge.platform.app.RechargeStore.Look;
import io.sealcharge.platform.app.RequestStanding;
import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.persistence.RechargeRequestRows.Asking;
import io.sealcharge.platform.persistence.RechargeRows.Redeeming;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever comes along with a request, it ends as it would have ended alone. */
@Tag("real")
class GatheredRechargesTest {
    @RegisterExtension
    static final DatabaseExtension GATHERED = new DatabaseExtension();

    @RegisterExtension
    static final DatabaseExtension ONE_BY_ONE = new DatabaseExtension();

    private static final int MIXES = Boolean.getBoolean("sealcharge.long") ? 300 : 20;
    private static TwinShops twins;

    private final long seed = Long.getLong("seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @BeforeAll
    static void open() throws SQLException {
        // a crash is not what is tested here
        String fast =
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database());"
                        + " END $$";
        GATHERED.execute(fast);
        ONE_BY_ONE.execute(fast);
        twins = new TwinShops(GATHERED, ONE_BY_ONE);
    }

    @AfterAll
    static void booksAreSound() {
        for (DatabaseExtension database : List.of(GATHERED, ONE_BY_ONE)) {
            assertThat(await(new MoneyAudit(database.database()).run()).firstDifference())
                    .isEmpty();
        }
    }

    @Test
    void anyMixGatheredEndsAsOneByOne() {
        String repeat = "repeat: ./test server/platform -Dtest=GatheredRechargesTest -Dseed=" + seed;
        for (int number = 0; number < MIXES; number++) {
            RechargeMix mix = new RechargeMix(random, number, twins);
            twins.execute("UPDATE recharge_request SET state = 'void', wrapped_private_key = NULL"
                    + " WHERE state = 'outstanding'");
            for (int round = 0; round < 2; round++) {
                String where = "mix %d, round %d; %s".formatted(number, round, repeat);
                List<Asking> requests = mix.requests();
                same(where, requests, shop -> asking -> ask(shop, asking));
                List<Redeeming> recharges = mix.recharges();
                same(
                        where,
                        recharges,
                        shop -> redeeming -> shop.recharges.redeem(redeeming.attempt(), redeeming.rules()));
                same(where, requests, shop -> asking -> look(shop, asking.request()));
                same(where, recharges, shop -> redeeming -> look(shop, redeeming.attempt()));
            }
        }
        assertThat(TwinShops.rows(GATHERED)).as(repeat).isEqualTo(TwinShops.rows(ONE_BY_ONE));
        for (String act : List.of("recharge request", "recharge", "look before a recharge")) {
            assertThat(twins.gathering
                            .meters
                            .get("sealcharge.batch.size")
                            .tag("act", act)
                            .summary()
                            .max())
                    .as("most in one batch: %s", act)
                    .isGreaterThan(3);
        }
    }

    /** All at once there, one after the other here. */
    private static <A> void same(String where, List<A> acts, Function<Shop, Function<A, Future<?>>> node) {
        List<Future<?>> together = new ArrayList<>();
        acts.forEach(act -> together.add(node.apply(twins.gathering).apply(act)));
        List<String> gathered =
                together.stream().map(GatheredRechargesTest::answer).toList();
        List<String> alone = acts.stream()
                .map(act -> answer(node.apply(twins.plain).apply(act)))
                .toList();
        for (int i = 0; i < acts.size(); i++) {
            assertThat(gathered.get(i)).as("%s: %s", where, acts.get(i)).isEqualTo(alone.get(i));
        }
    }

    /** The answer or the failure, in words. */
    private static String answer(Future<?> future) {
        return await(future.map(String::valueOf).otherwise(Throwable::toString));
    }

    private static Future<?> ask(Shop shop, Asking asking) {
        return shop.recharges.recordRequest(asking.request(), asking.requestDigest(), asking.limits());
    }

    private static Future<?> look(Shop shop, RechargeRequest request) {
        Future<RequestStanding> found =
                shop.recharges.standing(request.channel(), request.reference(), request.terminal());
        return found.map(standing ->
                List.of(standing.channelActive(), standing.stored().map(Remembered::answer), standing.barred()));
    }

    private static Future<?> look(Shop shop, Attempt attempt) {
        Look look = new Look(
                attempt.channel(),
                attempt.reference(),
                attempt.kid(),
                attempt.terminal(),
                attempt.phoneNumber(),
                NOW,
                2);
        Future<RechargeStanding> found = shop.recharges.standing(look);
        return found.map(standing -> List.of(
                standing.stored().map(Remembered::answer),
                standing.request(),
                standing.elsewhere(),
                standing.sharedKey(),
                standing.barred(),
                standing.numberRefusedAt()));
    }
}
