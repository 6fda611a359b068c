package io.sealcharge.platform;

import io.sealcharge.platform.app.GuessDefence;
import io.sealcharge.platform.app.RechargeStore;
import io.sealcharge.platform.app.Redemptions;
import io.sealcharge.platform.charging.BearerToken;
import io.sealcharge.platform.charging.HttpChargingGateway;
import io.sealcharge.platform.config.Settings;
import io.sealcharge.platform.observe.SpendingMeters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts what stands behind recharges: the defence against guessing, and the charging system if there is one. */
final class SpendingStart {
    private final Site site;
    private final RechargeStore recharges;

    SpendingStart(Site site, RechargeStore recharges) {
        this.site = site;
        this.recharges = recharges;
    }

    record Spending(GuessDefence defence, Redemptions redemptions) {}

    Spending run() {
        GuessDefence defence = defence(site.settings().guess());
        Redemptions redemptions = redemptions(site.settings().charging().external());
        SpendingMeters meters =
                new SpendingMeters(recharges, site.clock()).bind(site.metrics().registry(), defence, redemptions);
        // apart: a charging system that hangs must not hold up the defence
        watch("watch over recharges", List.of(defence::refresh, meters::refresh));
        watch("watch over redemptions", List.of(redemptions::resolve));
        return new Spending(defence, redemptions);
    }

    private void watch(String name, List<Supplier<? extends Future<?>>> works) {
        Watch watch = new Watch(site.vertx(), works);
        watch.start();
        site.parts().add(name, () -> Site.await(watch.stop()));
    }

    private GuessDefence defence(Settings.Guess guess) {
        Vertx vertx = site.vertx();
        return new GuessDefence(
                recharges,
                site.clock(),
                time -> time.isZero()
                        ? Future.succeededFuture()
                        : vertx.timer(time.toMillis(), TimeUnit.MILLISECONDS).mapEmpty(),
                new GuessDefence.Settings(
                        Duration.ofSeconds(guess.windowSeconds()),
                        guess.terminalRefusals(),
                        guess.numberRefusals(),
                        guess.channelRefusals(),
                        guess.globalRefusals(),
                        Duration.ofMillis(guess.slowdownMs()),
                        guess.maxSlowed()));
    }

    private Redemptions redemptions(Settings.Charging.@Nullable External external) {
        if (external == null) {
            return Redemptions.embedded(recharges, site.clock());
        }
        BearerToken token = external.credentialFile() == null ? null : BearerToken.from(external.credentialFile());
        HttpChargingGateway gateway = new HttpChargingGateway(
                site.vertx(),
                new HttpChargingGateway.Settings(external.url(), token, external.timeoutMs(), external.maxInFlight()));
        site.parts().add("charging gateway", gateway::close);
        return Redemptions.external(
                recharges,
                gateway,
                site.clock(),
                new Redemptions.Settings(
                        Duration.ofMillis(external.answerWithinMs()),
                        Duration.ofMillis(external.askAgainMs()),
                        Duration.ofMillis(external.askAgainMostMs()),
                        external.maxInFlight()));
    }
}
