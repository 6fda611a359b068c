package io.sealcharge.platform;

import static io.sealcharge.platform.ExitCode.BIND;
import static io.sealcharge.platform.ExitCode.INTERNAL;

import io.sealcharge.platform.config.Settings;
import io.sealcharge.platform.http.Admission;
import io.sealcharge.platform.http.ApiRouter;
import io.sealcharge.platform.http.ApiServer;
import io.sealcharge.platform.http.Contract;
import io.sealcharge.platform.http.DocsPages;
import io.sealcharge.platform.http.Door;
import io.sealcharge.platform.http.Edge;
import io.sealcharge.platform.http.UseCases;
import io.sealcharge.platform.http.Watching;
import io.sealcharge.platform.http.token.AccessTokenVerifier;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the router, binds the address, and drains requests at the end. */
final class HttpStart {
    private static final Logger LOG = LoggerFactory.getLogger(HttpStart.class);
    private static final int BACKLOG = 1_024;

    private final Site site;
    private final PublicUrl url;
    private final Admission admission;
    private final Future<Contract> contract;
    private final Future<DocsPages> docs;
    private final List<HttpServer> servers = new ArrayList<>();

    HttpStart(Site site, PublicUrl url) {
        this.site = site;
        this.url = url;
        this.admission = new Admission(site.settings().http().maxInFlight());
        // takes its time, and needs nothing else that is started
        this.contract = Contract.load(site.vertx());
        this.docs = DocsPages.load(site.vertx());
    }

    /** @param notReady is called at the stop, before anything else */
    void run(UseCases useCases, Watching watching, Runnable notReady) {
        Settings.Http settings = site.settings().http();
        Router router = site.phases().run("routes", INTERNAL, () -> Site.await(router(useCases, watching)));
        Door door = new Door(router, admission, site.metrics().registry());
        site.phases().run("listening", BIND, () -> {
            site.parts().add("http", () -> drain(settings, notReady));
            int port = settings.port();
            for (int i = 0; i < settings.eventLoops(); i++) {
                HttpServer server = ApiServer.create(site.vertx(), options(settings, port), door);
                port = listen(server, settings.host(), port);
                servers.add(server);
            }
            url.listening(port);
            return port;
        });
    }

    private static int listen(HttpServer server, String host, int port) throws InterruptedException, TimeoutException {
        try {
            return Site.await(server.listen()).actualPort();
        } catch (ExecutionException refused) {
            Throwable cause = Phases.cause(refused);
            throw new StartFailure(BIND, host + ":" + port + " cannot be bound: " + Phases.reason(cause), cause);
        }
    }

    private Future<Router> router(UseCases useCases, Watching watching) {
        AccessTokenVerifier verifier = new AccessTokenVerifier(
                site.settings().issuer(),
                watching.tokenKeySet(),
                site.clock(),
                site.settings().auth().rememberedTokens());
        Edge edge = new Edge(
                verifier,
                admission,
                site.metrics().registry(),
                new Edge.BodyLimits(
                        site.settings().http().maxBodyBytes(),
                        site.settings().http().maxStockFileBytes()));
        return Future.all(contract, docs)
                .compose(loaded -> ApiRouter.create(
                        site.vertx(),
                        contract.result(),
                        docs.result(),
                        useCases.routes(site.vertx(), contract.result(), docs.result(), watching),
                        edge));
    }

    private static HttpServerOptions options(Settings.Http settings, int port) {
        HttpServerOptions options =
                new HttpServerOptions().setHost(settings.host()).setPort(port).setAcceptBacklog(BACKLOG);
        Settings.Tls tls = settings.tls();
        return tls == null
                ? options
                : options.setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(tls.certificateFile().toString())
                                .setKeyPath(tls.keyFile().toString()));
    }

    /** Not ready, no new connections, 503 for new requests, and time for those under way. */
    private void drain(Settings.Http settings, Runnable notReady) throws Exception {
        notReady.run();
        Future<Void> drained = admission.shut();
        LOG.atInfo()
                .setMessage("draining")
                .addKeyValue("inFlight", admission.inFlight())
                .log();
        List<Future<Void>> closed = new ArrayList<>();
        servers.forEach(server -> closed.add(server.shutdown(settings.drainTimeoutMs(), TimeUnit.MILLISECONDS)));
        try {
            drained.toCompletionStage().toCompletableFuture().get(settings.drainTimeoutMs(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            LOG.atWarn()
                    .setMessage("requests are cut off")
                    .addKeyValue("inFlight", admission.inFlight())
                    .log();
        }
        Site.await(Future.join(closed).mapEmpty());
    }
}
