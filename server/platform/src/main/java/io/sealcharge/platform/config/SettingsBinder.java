package io.sealcharge.platform.config;

import io.sealcharge.envelope.StockFile;
import io.sealcharge.platform.config.Settings.Auth;
import io.sealcharge.platform.config.Settings.Charging;
import io.sealcharge.platform.config.Settings.Crypto;
import io.sealcharge.platform.config.Settings.Database;
import io.sealcharge.platform.config.Settings.Guess;
import io.sealcharge.platform.config.Settings.HsmModule;
import io.sealcharge.platform.config.Settings.Http;
import io.sealcharge.platform.config.Settings.Log;
import io.sealcharge.platform.config.Settings.Purchases;
import io.sealcharge.platform.config.Settings.RechargeKeys;
import io.sealcharge.platform.config.Settings.Stock;
import io.sealcharge.platform.config.Settings.Tls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration's values into {@link Settings}: names, types, bounds, defaults. The bounds are those of
 * {@code config/schema.json}; what spans several settings or looks at files is {@link SettingsCheck}'s.
 */
final class SettingsBinder {
    private static final int MAX_COUNT = 10_000_000;
    private static final int MAX_TIMEOUT_MS = 600_000;
    private static final int MAX_PORT = 65_535;

    private final Section.Reading reading;

    private SettingsBinder(Section.Reading reading) {
        this.reading = reading;
    }

    /** Settings, with defaults where there are problems. */
    record Bound(Settings settings, List<Problem> problems) {}

    /**
     * @param values the file's content
     * @param environment all variables; those that are called like a section must name a setting
     * @param folder that relative paths start from, absolute
     */
    static Bound bind(Map<?, ?> values, Map<String, String> environment, Path folder) {
        Section.Reading reading = new Section.Reading(folder, environment, new HashSet<>(), new ArrayList<>());
        SettingsBinder binder = new SettingsBinder(reading);
        Section root = Section.root(values, reading);
        Settings settings = binder.settings(root);
        root.end();
        binder.refuseUnknownVariables(root);
        return new Bound(settings, List.copyOf(reading.problems()));
    }

    private Settings settings(Section root) {
        return new Settings(
                http(root.section("http")),
                root.text("issuer", Text.URI, "urn:sealcharge:local"),
                database(root.section("database")),
                crypto(root.section("crypto")),
                hsm(root.section("hsm")),
                auth(root.section("auth")),
                purchase(root.section("purchase")),
                stock(root.section("stock")),
                recharge(root.section("recharge")),
                guess(root.section("guess")),
                charging(root.section("charging")),
                root.optionalFile("catalogue"),
                log(root.section("log")));
    }

    private Http http(Section section) {
        Http http = new Http(
                section.text("host", Text.HOST, "127.0.0.1"),
                section.number("port", 0, MAX_PORT, 8080),
                section.optionalText("publicUrl", Text.WEB_URL),
                tls(section.optionalSection("tls")),
                section.flag("tlsTerminatedUpstream", false),
                section.number("maxBodyBytes", 1_024, 16_777_216, 65_536),
                section.number("maxStockFileBytes", 1_024, StockFile.MAX_CHARS, StockFile.MAX_CHARS),
                section.number("maxInFlight", 1, 1_000_000, 512),
                section.number("drainTimeoutMs", 0, MAX_TIMEOUT_MS, 10_000),
                section.number("eventLoops", 1, 64, 1));
        section.end();
        if (!Text.isLoopback(http.host()) && http.tls() == null && !http.tlsTerminatedUpstream()) {
            reading.problem(
                    "http.host",
                    "expected a loopback address, because neither http.tls nor http.tlsTerminatedUpstream is set");
        }
        return http;
    }

    private static @Nullable Tls tls(@Nullable Section section) {
        if (section == null) {
            return null;
        }
        Tls tls = new Tls(section.requiredFile("certificateFile"), section.requiredFile("keyFile"));
        section.end();
        return tls;
    }

    private Database database(Section section) {
        Database database = new Database(
                server(section),
                section.number("poolSize", 1, 1_000, 8),
                section.number("maxWaitQueue", 0, 1_000_000, 512),
                section.number("maxBatch", 1, 1_000, 128),
                section.number("batchIntervalMs", 0, 1_000, 20),
                section.number("acquireTimeoutMs", 1, MAX_TIMEOUT_MS, 2_000),
                section.number("statementTimeoutMs", 1, MAX_TIMEOUT_MS, 5_000));
        section.end();
        return database;
    }

    private Database.Server server(Section section) {
        Section embedded = section.optionalSection("embedded");
        Section external = section.optionalSection("external");
        if (external == null) {
            return embedded(embedded == null ? section.section("embedded") : embedded);
        }
        if (embedded != null) {
            reading.problem("database", "expected either embedded or external, got both");
            embedded(embedded);
        }
        return external(external);
    }

    private static Database.Embedded embedded(Section section) {
        Database.Embedded embedded =
                new Database.Embedded(section.file("directory", "db"), section.number("port", 0, MAX_PORT, 0));
        section.end();
        return embedded;
    }

    private Database.External external(Section section) {
        Database.External external = new Database.External(
                section.requiredText("host", Text.HOST),
                section.number("port", 1, MAX_PORT, 5_432),
                section.text("name", Text.NAME, "sealcharge"),
                section.text("user", Text.NAME, "sealcharge"),
                section.requiredFile("passwordFile"),
                section.choice("tls", Database.TlsMode.VERIFY_FULL),
                section.optionalFile("caFile"));
        section.end();
        if (external.tls() == Database.TlsMode.VERIFY_FULL && external.caFile() == null) {
            reading.problem("database.external.caFile", "is missing, and tls: verify-full needs it");
        }
        return external;
    }

    private static Crypto crypto(Section section) {
        Crypto crypto = new Crypto(section.choice("provider", Crypto.Provider.AUTO));
        section.end();
        return crypto;
    }

    private static HsmModule hsm(Section section) {
        HsmModule hsm = new HsmModule(
                section.text("module", Text.NAME, "softhsm2"),
                section.files("modules", Map.of("softhsm2", "/usr/lib/softhsm/libsofthsm2.so")),
                section.text("tokenLabel", Text.TOKEN_LABEL, "sealcharge"),
                section.optionalText("tokenSerial", Text.TOKEN_SERIAL),
                section.file("pinFile", "hsm.pin"),
                section.file("keyManifest", "key-manifest.json"),
                section.number("sessions", 1, 1_000, 8),
                section.number("keepers", 1, 64, 1),
                section.number("keysPerKeeper", 1, 1_000_000, 20_000),
                section.number("threads", 1, 256, 2),
                section.number("queue", 1, 1_000_000, 512),
                section.number("borrowTimeoutMs", 1, MAX_TIMEOUT_MS, 500),
                section.number("callTimeoutMs", 100, MAX_TIMEOUT_MS, 5_000),
                section.number("recycleAfterOperations", 1_000, 1_000_000_000, 200_000),
                section.number("selfTestIntervalMs", 100, MAX_TIMEOUT_MS, 10_000));
        section.end();
        return hsm;
    }

    private static Auth auth(Section section) {
        Auth auth = new Auth(
                section.number("accessTokenSeconds", 30, 86_400, 600),
                section.number("assertionMaxSeconds", 10, 3_600, 300),
                section.number("rememberedTokens", 0, MAX_COUNT, 10_000));
        section.end();
        return auth;
    }

    private static Purchases purchase(Section section) {
        Purchases purchase = new Purchases(section.number("eraseAnswersAfterSeconds", 1, 2_592_000, 86_400));
        section.end();
        return purchase;
    }

    private static Stock stock(Section section) {
        Stock stock = new Stock(
                section.number("claimAtOnce", 1, 1_000, 64),
                section.number("maxClaimed", 100, 1_000_000, 4_096),
                section.number("leaseSeconds", 5, 3_600, 60));
        section.end();
        return stock;
    }

    private static RechargeKeys recharge(Section section) {
        RechargeKeys recharge = new RechargeKeys(
                section.choice("key", RechargeKeys.KeySource.POOLED),
                section.number("poolSize", 1, 1_000_000, 64),
                section.number("windowMs", 100, 60_000, 2_000),
                section.number("keySeconds", 5, 86_400, 120),
                section.number("maxOutstandingPerChannel", 1, MAX_COUNT, 5_000),
                section.number("maxOutstanding", 1, MAX_COUNT, 50_000));
        section.end();
        return recharge;
    }

    private static Guess guess(Section section) {
        Guess guess = new Guess(
                section.number("windowSeconds", 1, 2_592_000, 3_600),
                section.number("terminalRefusals", 1, MAX_COUNT, 20),
                section.number("numberRefusals", 1, MAX_COUNT, 20),
                section.number("channelRefusals", 1, MAX_COUNT, 2_000),
                section.number("globalRefusals", 1, MAX_COUNT, 20_000),
                section.number("slowdownMs", 0, MAX_TIMEOUT_MS, 2_000),
                section.number("maxSlowed", 0, 1_000_000, 250));
        section.end();
        return guess;
    }

    private static Charging charging(Section section) {
        Section external = section.optionalSection("external");
        Charging charging = new Charging(external == null ? null : externalCharging(external));
        section.end();
        return charging;
    }

    private static Charging.External externalCharging(Section section) {
        Charging.External external = new Charging.External(
                section.requiredText("url", Text.WEB_URL),
                section.optionalFile("credentialFile"),
                section.number("timeoutMs", 1, MAX_TIMEOUT_MS, 5_000),
                section.number("answerWithinMs", 0, MAX_TIMEOUT_MS, 2_000),
                section.number("askAgainMs", 1, MAX_TIMEOUT_MS, 10_000),
                section.number("askAgainMostMs", 1, 86_400_000, MAX_TIMEOUT_MS),
                section.number("maxInFlight", 1, 1_000_000, 64));
        section.end();
        return external;
    }

    private static Log log(Section section) {
        Log log = new Log(section.optionalFile("directory"), section.choice("level", Log.Level.INFO));
        section.end();
        return log;
    }

    /** Variables of other names are the scripts' or somebody else's. */
    private void refuseUnknownVariables(Section root) {
        Set<String> known = reading.used();
        reading.environment().keySet().stream()
                .filter(root::isOverride)
                .filter(variable -> !known.contains(variable))
                .sorted()
                .forEach(variable -> reading.problem(variable, "overrides no setting"));
    }
}
