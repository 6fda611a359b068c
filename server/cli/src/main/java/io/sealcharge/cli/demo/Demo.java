package io.sealcharge.cli.demo;

import static io.sealcharge.cli.demo.StepFailedException.require;

import io.sealcharge.cli.DataFolder;
import io.sealcharge.cli.audit.Books;
import io.sealcharge.cli.issuer.CardIssuer;
import io.sealcharge.cli.issuer.IssuerOptions;
import io.sealcharge.envelope.PinnedKeys;
import io.sealcharge.platform.Main;
import io.sealcharge.platform.config.Settings;
import io.sealcharge.platform.persistence.MoneyAudit;
import io.sealcharge.terminal.ChannelCredentials;
import io.sealcharge.terminal.OperatorClient;
import io.sealcharge.terminal.Product;
import io.sealcharge.terminal.References;
import io.sealcharge.terminal.Terminal;
import io.sealcharge.terminal.TerminalSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * The main job against a platform that runs, and the proof that no PIN stayed behind. Each run is a new terminal with
 * new numbers. The terminal keeps its files, keys among them, in a temporary folder outside the platform's.
 */
public final class Demo {
    private static final String PRODUCT = "demo-50";
    private static final String STOCK_PRODUCT = "demo-card-50";

    private static final Duration OPERATOR_TIMEOUT = Duration.ofSeconds(30);

    private final URI platform;
    private final DataFolder data;
    private final Connection database;
    private final Steps steps;
    private final boolean show;

    /**
     * @param database of a superuser of the platform's database
     * @param show whether each exchange is printed
     * @param colour whether {@code out} is a terminal
     */
    public Demo(URI platform, DataFolder data, Connection database, PrintStream out, boolean show, boolean colour) {
        this.platform = platform;
        this.data = data;
        this.database = database;
        this.steps = new Steps(out, colour);
        this.show = show;
    }

    /**
     * Runs all steps and prints a line for each.
     *
     * @return how many there were
     * @throws StepFailedException at the first that fails
     */
    public int run() throws IOException, SQLException {
        Path folder = Files.createTempDirectory("sealcharge-demo-");
        Exchanges exchanges = new Exchanges(text -> {
            if (show) {
                steps.show(text);
            }
        });
        String run = References.next();
        try (Secrets secrets = new Secrets();
                Terminal terminal = terminal("demo-" + run, folder, exchanges);
                Terminal guesser = terminal(guesser(run), folder.resolve("guesser"), exchanges);
                OperatorClient operator = operator()) {
            SearchSteps search = new SearchSteps(steps, exchanges, secrets, data, database);
            search.requireReadableLog();
            Counter counter = new Counter(terminal, secrets);
            Product product = product(terminal);
            new VoucherSteps(counter, exchanges, steps).run(product);
            new SharedKeySteps(counter, steps).run(product.id());
            new StockSteps(counter, operator, steps).run(STOCK_PRODUCT, "demo-" + run);
            new ReplacementSteps(counter, steps, secrets).run(product.id());
            new GuessSteps(counter, guesser, guesser(run), operator, steps).run(product.id());
            CardDemo.run(this::issuer, steps);
            search.run();
            auditMoney();
        } finally {
            TemporaryFolder.delete(folder);
        }
        return steps.done();
    }

    private static String guesser(String run) {
        return "guesser-" + run;
    }

    private Terminal terminal(String name, Path folder, Exchanges exchanges) throws IOException {
        return new Terminal(
                new TerminalSettings(
                        platform,
                        name,
                        ChannelCredentials.load(DataFolder.DEMO_CHANNEL, data.demoChannelKey()),
                        PinnedKeys.parse(Files.readString(data.pins())),
                        Files.createDirectories(folder)),
                exchanges);
    }

    private OperatorClient operator() {
        return new OperatorClient(
                platform, ChannelCredentials.load(DataFolder.DEMO_OPERATOR, data.operatorKey()), OPERATOR_TIMEOUT);
    }

    private CardIssuer issuer(Path folder) throws IOException {
        Settings.HsmModule token = Main.settings(data.config(), System.getenv()).hsm();
        return CardIssuer.open(IssuerOptions.DEFAULT_ISSUER, token, data.officers(), folder.resolve("certificates"));
    }

    private static Product product(Terminal terminal) {
        List<Product> products = terminal.platform().listProducts();
        return products.stream()
                .filter(product -> product.id().equals(PRODUCT))
                .findFirst()
                .or(() -> products.stream().findFirst())
                .orElseThrow(() -> new StepFailedException("the platform sells nothing"));
    }

    private void auditMoney() {
        steps.step(() -> {
            MoneyAudit.Report report = Books.audit(data.config());
            require(
                    report.firstDifference().isEmpty(),
                    report.firstDifference().map(MoneyAudit.Difference::words).orElse(""));
            return "the books balance: " + report.postings() + " postings, " + report.checks() + " checks";
        });
    }
}
