package io.sealcharge.load.bench;

import io.sealcharge.load.check.Check;
import io.sealcharge.load.check.Comparison;
import io.sealcharge.load.check.Recorded;
import io.sealcharge.load.drive.Driver;
import io.sealcharge.load.drive.Flow;
import io.sealcharge.load.drive.SalesChannel;
import io.sealcharge.load.flow.Books;
import io.sealcharge.load.flow.BuyerKeys;
import io.sealcharge.load.flow.MixedFlow;
import io.sealcharge.load.flow.Orders;
import io.sealcharge.load.flow.PurchaseFlow;
import io.sealcharge.load.flow.Purse;
import io.sealcharge.load.flow.RechargeFlow;
import io.sealcharge.load.flow.SpreadReferences;
import io.sealcharge.load.measure.Meter;
import io.sealcharge.load.terminal.KeyStatements;
import io.sealcharge.load.terminal.RechargeSeal;
import io.sealcharge.load.terminal.TerminalCrypto;
import io.sealcharge.platform.persistence.MoneyAudit;
import io.sealcharge.terminal.ChannelCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Channels and terminals before a platform, and what they were told by it. */
public final class Session implements AutoCloseable {
    /** The product whose vouchers are minted at their sale. */
    public static final String MINTED = Market.MINTED;

    private static final int BOUGHT_AT_ONCE = 100;
    private static final int RADIX = 36;

    private final TestedPlatform platform;
    private final Market market;
    private final List<SalesChannel> channels;
    private final Driver driver;
    private final Meter meter;
    private final Books books;
    private final Purse purse = new Purse();
    private final TerminalCrypto crypto = new TerminalCrypto();
    private final BuyerKeys keys;
    private final RechargeSeal seal;
    private final RandomGenerator random;
    private final String run;

    /**
     * @param terminals key pairs that vouchers are bought for
     * @param seed of all that is random and not secret
     */
    public Session(TestedPlatform platform, int channels, int terminals, long seed)
            throws IOException, InterruptedException, ParseException {
        this.platform = platform;
        this.run = Long.toString(System.currentTimeMillis(), RADIX);
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.books = new Books(new SpreadReferences(run));
        this.keys = new BuyerKeys(crypto, terminals);
        this.seal = new RechargeSeal(
                crypto,
                new KeyStatements(crypto, Files.readString(platform.data().pins())));
        this.market = new Market(platform.url(), platform.data());
        this.channels = market.openChannels(run, channels);
        this.driver = new Driver(platform.url(), this.channels);
        this.meter = new Meter(platform.url(), platform.pid(), platform.postmasterPid());
    }

    public Driver driver() {
        return driver;
    }

    public Meter meter() {
        return meter;
    }

    public Purse purse() {
        return purse;
    }

    Market market() {
        return market;
    }

    /** Makes a channel with credit that none of the flows uses. */
    public ChannelCredentials openChannelBeside() throws IOException, InterruptedException {
        return market.openChannels(run + "-beside", 1).getFirst().credentials();
    }

    /** A name that no other session has. */
    String run() {
        return run;
    }

    public RandomGenerator random() {
        return random;
    }

    /** Vouchers minted at their sale, one each. */
    public Flow purchases() {
        return PurchaseFlow.shown(books, orders(Market.MINTED, 1, Integer.MAX_VALUE), crypto);
    }

    /** So many vouchers from stock, one each. */
    public Flow stockPurchases(int most) {
        return PurchaseFlow.shown(books, orders(Market.FROM_STOCK, 1, most), crypto);
    }

    /** Orders of one minted voucher each, to be made ahead. */
    Orders mintedOrders() {
        return orders(Market.MINTED, 1, Integer.MAX_VALUE);
    }

    /** Purchases whose envelopes nobody opens. */
    Flow unopened(Orders orders) {
        return PurchaseFlow.unopened(books, orders);
    }

    /** Orders that fill the purse. */
    public Flow bulkPurchases() {
        return saving(BOUGHT_AT_ONCE);
    }

    private Flow saving(int quantity) {
        return PurchaseFlow.saving(books, orders(Market.MINTED, quantity, Integer.MAX_VALUE), crypto, purse);
    }

    private Orders orders(String product, int quantity, int most) {
        return new Orders(books, keys, product, quantity, most);
    }

    /** What lies in the purse is spent. */
    public Flow recharges() {
        return new RechargeFlow(books, purse, seal, random);
    }

    public Flow mixed() {
        return new MixedFlow(saving(1), recharges());
    }

    /** Compares with what the platform has recorded, and audits its money. */
    public List<Check> checks() throws SQLException {
        List<String> ids = channels.stream().map(SalesChannel::id).toList();
        Recorded recorded = Recorded.read(platform.data().database(), ids, books.references());
        List<Check> checks = new ArrayList<>(new Comparison(books, recorded).checks());
        MoneyAudit.Report audit =
                io.sealcharge.cli.audit.Books.audit(platform.data().config());
        String sound = String.format(
                Locale.ROOT,
                "money audit: %d checks over %d purchases, %d vouchers, %d recharges and %d postings",
                audit.checks(),
                audit.purchases(),
                audit.vouchers(),
                audit.recharges(),
                audit.postings());
        checks.add(new Check(
                audit.firstDifference().isEmpty(),
                sound
                        + audit.firstDifference()
                                .map(found -> ": " + found.check() + ": " + found.words())
                                .orElse("")));
        return checks;
    }

    @Override
    public void close() {
        driver.close();
        meter.close();
        market.close();
        purse.close();
    }
}
