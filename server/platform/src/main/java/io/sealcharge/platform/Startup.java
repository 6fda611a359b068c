package io.sealcharge.platform;

import static io.sealcharge.platform.ExitCode.INTERNAL;

import io.sealcharge.envelope.CryptoProvider;
import io.sealcharge.platform.app.CreatePurchase;
import io.sealcharge.platform.app.CreateRecharge;
import io.sealcharge.platform.app.CreateRechargeRequest;
import io.sealcharge.platform.app.ExpireKeys;
import io.sealcharge.platform.app.FindPurchases;
import io.sealcharge.platform.app.FindRecharges;
import io.sealcharge.platform.app.GetPurchase;
import io.sealcharge.platform.app.GetRecharge;
import io.sealcharge.platform.app.GetSubscriberBalance;
import io.sealcharge.platform.app.GetTerminal;
import io.sealcharge.platform.app.GetVoucher;
import io.sealcharge.platform.app.Ids;
import io.sealcharge.platform.app.IssueAccessToken;
import io.sealcharge.platform.app.ListProducts;
import io.sealcharge.platform.app.ListTerminals;
import io.sealcharge.platform.app.Readiness;
import io.sealcharge.platform.app.RechargeStore;
import io.sealcharge.platform.app.RegisterTerminal;
import io.sealcharge.platform.app.RevokeTerminal;
import io.sealcharge.platform.app.RotateTerminal;
import io.sealcharge.platform.app.SharedKeys;
import io.sealcharge.platform.app.StockClaims;
import io.sealcharge.platform.app.TimeOrderedIds;
import io.sealcharge.platform.config.Settings;
import io.sealcharge.platform.http.TerminalUseCases;
import io.sealcharge.platform.http.UseCases;
import io.sealcharge.platform.http.Watching;
import io.sealcharge.platform.keys.HsmKeys;
import io.sealcharge.platform.keys.HsmSelfTest;
import io.sealcharge.platform.observe.BlockedThreads;
import io.sealcharge.platform.observe.PlatformMetrics;
import io.sealcharge.platform.observe.ReadinessWatch;
import io.sealcharge.platform.persistence.Database;
import io.sealcharge.platform.persistence.PgChannelStore;
import io.sealcharge.platform.persistence.PgRechargeStore;
import io.sealcharge.platform.persistence.PgSharedKeyStore;
import io.sealcharge.platform.persistence.PgTerminalStore;
import io.sealcharge.platform.persistence.PgVoucherStore;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Starts everything in order, on the calling thread; what has been started is in {@link Parts} to be stopped. */
final class Startup {
    private static final int WORKERS = 4;
    private final Settings settings;
    private final Phases phases;
    private final Parts parts;
    private final Consumer<ExitCode> end;
    private final InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();

    /** @param end called if the process must end by itself */
    Startup(Settings settings, Phases phases, Parts parts, Consumer<ExitCode> end) {
        this.settings = settings;
        this.phases = phases;
        this.parts = parts;
        this.end = end;
    }

    /**
     * @param readyFile written when all is ready, or null
     * @return the platform's URL
     */
    String run(@Nullable Path readyFile) {
        PlatformMetrics metrics = new PlatformMetrics();
        parts.add("metrics", metrics::close);
        CryptoStart.show(CryptoProvider.current(), metrics.registry());
        Vertx vertx = vertx(metrics);
        BlockedThreads blocked = new BlockedThreads().watch(vertx);
        Site site = new Site(settings, phases, parts, vertx, metrics, clock);

        PublicUrl url = new PublicUrl(settings.http());
        HttpStart http = new HttpStart(site, url);
        Database database = new DatabaseStart(site).run();
        HsmStart.Opened hsm = new HsmStart(site, end).run(database, random);
        Stores stores = new Stores(
                new PgVoucherStore(database, metrics.registry()),
                new PgRechargeStore(database, metrics.registry()),
                new PgChannelStore(database),
                new PgSharedKeyStore(database),
                new PgTerminalStore(database),
                new AfterSaleStart(site, database));

        SpendingStart.Spending spending = new SpendingStart(site, stores.recharges()).run();
        Housekeeping housekeeping =
                new Housekeeping(vertx, new ExpireKeys(stores.recharges(), stores.channels(), hsm.keys(), clock));
        housekeeping.start();
        parts.add("housekeeping", () -> Site.await(housekeeping.stop()));
        StockStart.Stock stock = new StockStart(site, database).run(hsm.keys(), random);
        AdminStart admin = new AdminStart(database, hsm.keys(), stock.batchWork());
        stores.afterSale().startErasing();
        ReadinessWatch readiness = readiness(site, database, new HsmSelfTest(hsm.executor()));

        Watching watching = new Watching(
                hsm.keys()::tokenKeySet, readiness, () -> metrics.registry().scrape());
        http.run(useCases(stores, admin, hsm.keys(), url, spending, stock.claims()), watching, readiness::stopping);
        blocked.warm();
        if (readyFile != null) {
            announce(new ReadyFile(readyFile), url);
        }
        return url.text();
    }

    private record Stores(
            PgVoucherStore vouchers,
            PgRechargeStore recharges,
            PgChannelStore channels,
            PgSharedKeyStore sharedKeys,
            PgTerminalStore terminals,
            AfterSaleStart afterSale) {}

    private Vertx vertx(PlatformMetrics metrics) {
        // Of Vert.x's own meters only those of the pools: requests have better ones, and each meter costs.
        Set<String> unmeasured = EnumSet.complementOf(EnumSet.of(MetricsDomain.NAMED_POOLS)).stream()
                .map(MetricsDomain::toCategory)
                .collect(Collectors.toSet());
        Vertx vertx = Vertx.builder()
                .with(BlockedThreads.watched(new VertxOptions())
                        .setEventLoopPoolSize(settings.http().eventLoops())
                        .setWorkerPoolSize(WORKERS)
                        .setMetricsOptions(new MicrometerMetricsOptions()
                                .setEnabled(true)
                                .setDisabledMetricsCategories(unmeasured)))
                .withMetrics(new MicrometerMetricsFactory(metrics.registry()))
                .build();
        parts.add("event loops", () -> Site.await(vertx.close()));
        return vertx;
    }

    private ReadinessWatch readiness(Site site, Database database, HsmSelfTest selfTest) {
        ReadinessWatch readiness = new ReadinessWatch(
                        clock, CryptoProvider.current().label())
                .part("hsm", site.metrics().registry(), selfTest::run)
                .part(
                        "database",
                        site.metrics().registry(),
                        () -> database.answers().map(up -> new Readiness.Part(up, up ? "" : "does not answer")));
        return phases.run("self-test", INTERNAL, () -> {
            Site.await(readiness.start(site.vertx(), settings.hsm().selfTestIntervalMs()));
            return readiness;
        });
    }

    private UseCases useCases(
            Stores stores,
            AdminStart admin,
            HsmKeys keys,
            PublicUrl url,
            SpendingStart.Spending spending,
            StockClaims claims) {
        PgVoucherStore vouchers = stores.vouchers();
        PgRechargeStore recharges = stores.recharges();
        PgChannelStore channels = stores.channels();
        Ids ids = new TimeOrderedIds(clock, random);
        IssueAccessToken.Settings tokens = new IssueAccessToken.Settings(
                settings.issuer(),
                url::tokenEndpoint,
                Duration.ofSeconds(settings.auth().accessTokenSeconds()),
                Duration.ofSeconds(settings.auth().assertionMaxSeconds()));
        CreateRechargeRequest.Settings requests = new CreateRechargeRequest.Settings(
                Duration.ofSeconds(settings.recharge().keySeconds()),
                new RechargeStore.Limits(
                        settings.recharge().maxOutstandingPerChannel(),
                        settings.recharge().maxOutstanding()));
        return new UseCases(
                new IssueAccessToken(channels, keys, ids, clock, tokens),
                new ListProducts(vouchers, channels),
                new CreatePurchase(vouchers, channels, new SharedKeys(stores.sharedKeys()), claims, keys, ids, clock),
                new FindPurchases(vouchers, channels),
                new GetPurchase(vouchers, channels),
                new CreateRechargeRequest(
                        recharges, stores.sharedKeys(), keys, ids, clock, spending.defence(), requests),
                new CreateRecharge(recharges, keys, ids, clock, spending.defence(), spending.redemptions()),
                new FindRecharges(recharges, channels),
                new GetRecharge(recharges, channels),
                new GetVoucher(vouchers, channels),
                new GetSubscriberBalance(recharges, channels),
                terminals(stores, keys, ids),
                stores.afterSale().useCases(vouchers, channels, keys, ids),
                admin.useCases(channels, ids, clock));
    }

    private TerminalUseCases terminals(Stores stores, HsmKeys keys, Ids ids) {
        PgTerminalStore terminals = stores.terminals();
        PgChannelStore channels = stores.channels();
        return new TerminalUseCases(
                new RegisterTerminal(terminals, channels, keys, ids, clock),
                new RotateTerminal(terminals, channels, keys, clock),
                new RevokeTerminal(terminals, channels),
                new GetTerminal(terminals, channels),
                new ListTerminals(terminals, channels));
    }

    private void announce(ReadyFile file, PublicUrl url) {
        phases.run("ready file", INTERNAL, () -> {
            file.write(url.text(), phases.done());
            parts.add("ready file", file::delete);
            return file;
        });
    }
}
