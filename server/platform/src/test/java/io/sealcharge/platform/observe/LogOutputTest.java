package io.sealcharge.platform.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import io.sealcharge.platform.config.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogOutputTest {
    private static final Logger LOG = LoggerFactory.getLogger("io.sealcharge.test");

    private final Properties before = new Properties();

    @TempDir
    Path folder;

    @BeforeEach
    void remember() {
        before.putAll(System.getProperties());
    }

    @AfterEach
    void restore() {
        System.getProperties().keySet().removeIf(key -> key.toString().startsWith("sealcharge.log."));
        ((LoggerContext) LoggerFactory.getILoggerFactory()).start();
        LogOutput.configure(new Settings.Log(null, Settings.Log.Level.WARN));
    }

    @Test
    void anEventIsOneLineOfJsonWithItsOwnKeysBesideOurs() throws Exception {
        List<String> lines = logged(() -> LOG.atInfo()
                .setMessage("sold {}\nand more \"quoted\"")
                .addArgument("a voucher")
                .addKeyValue("traceId", "abc")
                .addKeyValue("ms", 12L)
                .addKeyValue("level", "not ours")
                .setCause(new IllegalStateException("broken"))
                .log());

        assertThat(lines).hasSize(1);
        JsonObject event = new JsonObject(lines.getFirst());
        assertThat(event.getString("message")).isEqualTo("sold a voucher\nand more \"quoted\"");
        assertThat(event.getString("level")).isEqualTo("INFO");
        assertThat(event.getString("logger")).isEqualTo("io.sealcharge.test");
        assertThat(event.getString("traceId")).isEqualTo("abc");
        assertThat(event.getInteger("ms")).isEqualTo(12);
        assertThat(event.getString("level_")).isEqualTo("not ours");
        assertThat(event.getString("time")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(event.getString("exception")).contains("IllegalStateException: broken", "LogOutputTest");
    }

    @Test
    void librariesAreQuietAtInfo() throws Exception {
        List<String> lines = logged(() -> {
            for (String library : List.of("org.flywaydb.core", "io.zonky.test.db", "org.xipki.pkcs11", "io.netty.x")) {
                LoggerFactory.getLogger(library).info("chatter");
            }
            LOG.info("ours");
            LOG.debug("not at info");
        });

        assertThat(lines).hasSize(1);
    }

    @Test
    void anEventLoopThatBlocksIsLoggedWithItsStackOnceWarm() throws Exception {
        Vertx vertx = Vertx.builder()
                .with(BlockedThreads.watched(new io.vertx.core.VertxOptions()))
                .build();
        BlockedThreads threads = new BlockedThreads().watch(vertx);
        List<String> lines = logged(() -> {
            block(vertx);
            threads.warm();
            LOG.info("warm");
            block(vertx);
        });
        vertx.close();

        assertThat(new JsonObject(lines.getFirst()).getString("message")).isEqualTo("warm");
        assertThat(lines).hasSizeGreaterThan(1);
        JsonObject report = new JsonObject(lines.get(1));
        assertThat(report.getString("logger")).isEqualTo(BlockedThreads.class.getName());
        assertThat(report.getInteger("blockedMs")).isGreaterThanOrEqualTo(50);
        assertThat(report.getString("exception")).contains("Thread.sleep", "LogOutputTest");
    }

    private static void block(Vertx vertx) {
        CountDownLatch done = new CountDownLatch(1);
        vertx.runOnContext(nothing -> {
            sleep(300);
            done.countDown();
        });
        try {
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static void sleep(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private List<String> logged(Runnable act) throws Exception {
        LogOutput.configure(new Settings.Log(folder, Settings.Log.Level.INFO));
        act.run();
        LogOutput.close();
        return Files.readAllLines(folder.resolve("sealcharge.log"));
    }
}
