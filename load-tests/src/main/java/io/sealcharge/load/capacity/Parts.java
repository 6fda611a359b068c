package io.sealcharge.load.capacity;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcharge.load.bench.Session;
import io.sealcharge.load.bench.TestedPlatform;
import io.sealcharge.load.measure.ProcessTimes;
import io.sealcharge.platform.Main;
import io.sealcharge.platform.RunningDatabase;
import io.sealcharge.platform.config.Settings;
import io.sealcharge.platform.persistence.Database;
import io.sealcharge.platform.persistence.PgRechargeStore;
import io.sealcharge.platform.persistence.PgVoucherStore;
import io.sealcharge.terminal.ChannelCredentials;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.EnumMap;
import java.util.Map;

/** Measures all parts beside a platform that is warm and idle; its database and its token are used. */
final class Parts {
    private final Session session;
    private final TestedPlatform platform;
    private final Stint stint;
    private final int seconds;

    /**
     * @param session with that platform, idle; no recharge is possible with it afterwards, as so many keys are asked for
     * @param seconds of the parts that need many at once; the others take a third of that
     */
    Parts(Session session, TestedPlatform platform, int seconds) {
        this.session = session;
        this.platform = platform;
        this.seconds = seconds;
        this.stint = new Stint(seconds * 200, seconds * 100);
    }

    /** Microseconds of processor time of each. */
    Map<Part, Double> measure() throws Exception {
        Settings settings = Main.settings(platform.data().config(), System.getenv());
        Map<Part, Double> us = new EnumMap<>(Part.class);
        ChannelCredentials channel = session.openChannelBeside();
        new HttpParts(session, platform.url()).measure(seconds, us);
        new TokenParts(stint)
                .measure(
                        platform.url(),
                        channel,
                        settings.issuer(),
                        settings.auth().rememberedTokens(),
                        us);
        new MessageParts(stint).measure(us);
        new HsmParts(settings.hsm(), stint).measure(us);
        sql(settings.database(), channel.channel(), us);
        return us;
    }

    private void sql(Settings.Database settings, String channel, Map<Part, Double> us) throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        try {
            Database database =
                    Database.open(vertx, RunningDatabase.find(settings.server()), RunningDatabase.limits(settings));
            new SqlParts(
                            new PgVoucherStore(database, new SimpleMeterRegistry()),
                            new PgRechargeStore(database, new SimpleMeterRegistry()),
                            new Crowd(vertx),
                            channel,
                            Session.MINTED)
                    .measure(seconds, platform.postmasterPid(), new ProcessTimes(), us);
            database.close().await();
        } finally {
            vertx.close().await();
        }
    }
}
