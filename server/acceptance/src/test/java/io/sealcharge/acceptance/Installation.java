package io.sealcharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.cli.audit.Books;
import io.sealcharge.envelope.PinnedKeys;
import io.sealcharge.hsm.testkit.FaultyModule;
import io.sealcharge.hsm.testkit.SoftHsmFixture;
import io.sealcharge.terminal.ChannelCredentials;
import io.sealcharge.terminal.ExchangeListener;
import io.sealcharge.terminal.Terminal;
import io.sealcharge.terminal.TerminalSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * All that a platform needs on one machine, in a temporary folder: a SoftHSM token with keys, an embedded database, a
 * channel with credit, products, and a PKCS#11 module in which faults can be switched on. Use it as a static field with
 * {@code @RegisterExtension}: after the class it ends what runs and reads the logs for blocked event loops and secrets.
 */
public final class Installation implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    static final String TOKEN_LABEL = "sealcharge-acceptance";
    static final String CHANNEL = "kiosks";
    static final String POOR_CHANNEL = "corner-shop";
    static final String PRODUCT = "demo-50";
    /** Sold from stock. */
    static final String STOCK_PRODUCT = "card-50";

    static final long FACE_VALUE_MINOR = 5_000;
    static final long PRICE_MINOR = 4_900;
    static final String OPERATOR = "operator";

    private final String moreConfiguration;
    private final List<PlatformProcess> started = new ArrayList<>();
    private final List<String> secrets = new ArrayList<>();
    private Path root;
    private FaultyModule module;
    private ChannelCredentials channel;
    private ChannelCredentials poorChannel;
    private ChannelCredentials operator;

    public Installation() {
        this("");
    }

    /** @param moreConfiguration YAML, what the configuration is to hold beside the usual */
    Installation(String moreConfiguration) {
        this.moreConfiguration = moreConfiguration;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        root = Files.createTempDirectory("sealcharge-acceptance");
        // the database's programs may run as another user, who has to get in here
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path tokens = Files.createDirectories(root.resolve("token/tokens"));
        Files.writeString(
                softHsmConfig(),
                "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
        module = FaultyModule.over(SoftHsmFixture.library(), root.resolve("module"));
        Distribution.run(
                root,
                softHsmConfig(),
                List.of(Path.of("target/test-classes").toAbsolutePath()),
                List.of(
                        MakeKeys.class.getName(),
                        SoftHsmFixture.library().toString(),
                        root.resolve("keys").toString()));
        channel = ChannelCredentials.generate(CHANNEL);
        poorChannel = ChannelCredentials.generate(POOR_CHANNEL);
        operator = ChannelCredentials.generate(OPERATOR);
        operator.save(operatorKey());
        Files.writeString(root.resolve("catalogue.yaml"), catalogue());
        Files.writeString(config(), configuration("log"));
    }

    private String catalogue() {
        return """
                products:
                  - {id: %s, name: Demo 50, faceValueMinor: %d, priceMinor: %d, currency: CNY}
                  - {id: %s, name: Card 50, faceValueMinor: %d, priceMinor: %d, currency: CNY, source: stock}
                channels:
                  - id: %s
                    name: Kiosks
                    scopes: ["products:read", "vouchers:buy", "vouchers:read", "vouchers:recharge", "subscribers:read",
                             "terminals:manage", "account:read"]
                    keys: [%s]
                    credits: [{reference: opening, amountMinor: 100000000, currency: CNY}]
                  - id: %s
                    name: Corner shop
                    scopes: ["products:read", "vouchers:buy", "vouchers:read", "terminals:manage"]
                    keys: [%s]
                    credits: [{reference: opening, amountMinor: %d, currency: CNY}]
                operators:
                  - id: %s
                    name: Operator
                    scopes: ["admin:catalogue", "admin:credit", "admin:stock", "admin:vouchers", "admin:bars"]
                    keys: [%s]
                """.formatted(
                        PRODUCT,
                        FACE_VALUE_MINOR,
                        PRICE_MINOR,
                        STOCK_PRODUCT,
                        FACE_VALUE_MINOR,
                        PRICE_MINOR,
                        CHANNEL,
                        channel.publicJwkJson(),
                        POOR_CHANNEL,
                        poorChannel.publicJwkJson(),
                        PRICE_MINOR,
                        OPERATOR,
                        operator.publicJwkJson());
    }

    private String configuration(String logs) {
        return """
                http: {port: 0, drainTimeoutMs: 8000}
                hsm:
                  module: faulty
                  modules: {faulty: %s}
                  tokenLabel: %s
                  pinFile: keys/user.pin
                  keyManifest: keys/key-manifest.json
                  selfTestIntervalMs: 1000
                catalogue: catalogue.yaml
                # tests are refused more often in an hour than honest terminals are
                guess: {terminalRefusals: 10000, numberRefusals: 10000}
                # what a killed node had claimed comes free while the test waits
                stock: {leaseSeconds: 8}
                log: {directory: %s}
                """.formatted(module.library(), TOKEN_LABEL, logs) + moreConfiguration;
    }

    /** Starts the platform and waits until it is ready. */
    public PlatformProcess start() {
        PlatformProcess platform = launch(Map.of());
        platform.awaitReady();
        return platform;
    }

    /**
     * Starts the platform and does not wait.
     *
     * @param overrides environment variables
     */
    public PlatformProcess launch(Map<String, String> overrides, String... arguments) {
        return launch(config(), overrides, List.of(arguments));
    }

    private PlatformProcess launch(Path config, Map<String, String> overrides, List<String> arguments) {
        PlatformProcess platform = PlatformProcess.launch(this, config, overrides, arguments);
        started.add(platform);
        return platform;
    }

    /**
     * Starts another node and waits until it is ready: the same token, and the database of the first one, which it
     * reaches as one that others run.
     */
    PlatformProcess startSecond() {
        try {
            Path config = root.resolve("second.yaml");
            int port = PlatformProcess.portOf(databaseFolder());
            Files.writeString(config, configuration("log/second") + """
                    database:
                      external: {host: 127.0.0.1, port: %d, passwordFile: db/user.password, tls: disable}
                    """.formatted(port));
            PlatformProcess second = launch(config, Map.of(), List.of());
            second.awaitReady();
            return second;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Path readyFile(Path config) {
        return config.equals(config()) ? root.resolve("ready.json") : root.resolve("second-ready.json");
    }

    public Path root() {
        return root;
    }

    Path config() {
        return root.resolve("config.yaml");
    }

    Path softHsmConfig() {
        return root.resolve("token/softhsm2.conf");
    }

    /** The embedded database's folder. */
    Path databaseFolder() {
        return root.resolve("db");
    }

    /** kill -9 for PostgreSQL's first process, which its others do not survive. */
    void killDatabase() {
        PlatformProcess.databaseIn(databaseFolder()).ifPresent(server -> {
            server.destroyForcibly();
            server.onExit().join();
        });
    }

    /** The money audit of the running platform's books. */
    void requireSoundBooks() {
        assertThat(Books.audit(config()).firstDifference()).as("money audit").isEmpty();
    }

    /** Runs a command of the built {@code ./sealcharge}, which must succeed. */
    void run(String... command) {
        List<String> line = new ArrayList<>(List.of("io.sealcharge.cli.Sealcharge"));
        line.addAll(List.of(command));
        try {
            Distribution.run(root, softHsmConfig(), List.of(), line);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** The PKCS#11 module between platform and token. */
    public FaultyModule module() {
        return module;
    }

    /** The channel with money and all scopes. */
    public ChannelCredentials channel() {
        return channel;
    }

    /** The channel whose credit is the price of one voucher, and which may not recharge. */
    public ChannelCredentials poorChannel() {
        return poorChannel;
    }

    /** The private key of the one operator, a JWK. */
    Path operatorKey() {
        return root.resolve("operator.jwk");
    }

    /** A terminal of the channel; its folder outlives the platform's restarts. */
    public Terminal terminal(String name, URI platform) {
        return terminal(name, platform, ExchangeListener.NONE);
    }

    Terminal terminal(String name, URI platform, ExchangeListener listener) {
        try {
            PinnedKeys pins = PinnedKeys.parse(Files.readString(root.resolve("keys/envelope-pins.json")));
            Path folder = Files.createDirectories(root.resolve("terminals").resolve(name));
            return new Terminal(new TerminalSettings(platform, name, channel, pins, folder), listener);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** From now on this must not stand in any log. */
    public void mustStaySecret(String text) {
        secrets.add(text);
    }

    /** Everything that all the platforms started here have logged. */
    public String logs() {
        try (Stream<Path> files = Files.walk(root.resolve("log"))) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What a test leaves running, after a failure too, does not trouble the next one. */
    @Override
    public void afterEach(ExtensionContext context) {
        module.heal();
        // the first has the database that the others use
        started.reversed().forEach(PlatformProcess::stop);
        started.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        afterEach(context);
        PlatformProcess.stopDatabaseLeftIn(databaseFolder());
        if (Files.isDirectory(root.resolve("log"))) {
            String logs = logs();
            assertThat(BlockedLoops.in(logs))
                    .as("event loops blocked by a call")
                    .isEmpty();
            for (String secret : secrets) {
                assertThat(logs).as("a secret in the log").doesNotContain(secret);
            }
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
