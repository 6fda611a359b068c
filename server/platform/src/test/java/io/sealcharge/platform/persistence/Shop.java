package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.TerminalPrivateKey;
import io.sealcharge.platform.app.RechargeStanding;
import io.sealcharge.platform.app.RechargeStore.Attempt;
import io.sealcharge.platform.app.RechargeStore.Limits;
import io.sealcharge.platform.app.RechargeStore.Look;
import io.sealcharge.platform.app.RechargeStore.Rules;
import io.sealcharge.platform.app.SealingKey;
import io.sealcharge.platform.app.VoucherStore.Sale;
import io.sealcharge.platform.app.VoucherStore.Sought;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.Catalogue;
import io.sealcharge.platform.domain.KeyHandover;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Offer;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.RechargeKeyGrant;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.Scope;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.sealcharge.platform.domain.VoucherFace;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Channels, products and the requests they make, for tests: acts as the use cases would, without HSM and envelopes. */
public final class Shop {
    public static final String CHANNEL = "north";
    public static final String OTHER_CHANNEL = "south";
    public static final long CREDIT = 1_000_000;
    /** Costs its face value, 1000. */
    public static final Product PAR = product("par", 1_000, 1_000);
    /** Costs 950, worth 1000. */
    public static final Product DISCOUNTED = product("discounted", 1_000, 950);
    /** Costs 1030, worth 1000. */
    public static final Product SURCHARGED = product("surcharged", 1_000, 1_030);
    /** Costs nothing, worth 500. */
    public static final Product FREE = product("free", 500, 0);

    public static final Limits LIMITS = new Limits(100, 1_000);
    /** Embedded balances, and more guesses than other tests make. */
    public static final Rules RULES = new Rules(Duration.ofHours(1), 1_000, null);

    static final SealingKey KEY = new SealingKey.Own(
            TerminalPrivateKey.generate(KeyEncryption.ECDH_ES).publicKey());

    public static final Instant NOW = Instant.parse("2026-11-22T08:00:00.123Z");
    private static final AtomicLong SERIAL = new AtomicLong();

    public final Database database;
    public final PgVoucherStore vouchers;
    public final PgRechargeStore recharges;
    public final PgTerminalStore terminals;
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<String, PinIndex> pins = new ConcurrentHashMap<>();

    public Shop(Database database) {
        this.database = database;
        this.vouchers = new PgVoucherStore(database, new SimpleMeterRegistry());
        this.recharges = new PgRechargeStore(database, meters);
        this.terminals = new PgTerminalStore(database);
    }

    /** Two channels with credit in XTS, and the four products. */
    public static Shop open(Database database) {
        Shop shop = new Shop(database);
        await(new CatalogueImport(database)
                .apply(new Catalogue(
                        List.of(PAR, DISCOUNTED, SURCHARGED, FREE),
                        List.of(channel(CHANNEL, CREDIT), channel(OTHER_CHANNEL, CREDIT)))));
        return shop;
    }

    public static Catalogue.ChannelEntry channel(String id, long credit) {
        return new Catalogue.ChannelEntry(
                id,
                "Channel " + id,
                Scope.all(false),
                List.of(),
                List.of(new Catalogue.Credit("first", money(credit))));
    }

    private static Product product(String id, long faceValue, long price) {
        return new Product(id, "Product " + id, money(faceValue), money(price), new PinFormat(18, false), 16, 365);
    }

    public static Money money(long amountMinor) {
        return new Money(amountMinor, "XTS");
    }

    /** The product as a purchase by that channel meets it. */
    Optional<Offer> offer(String channel, String product) {
        return await(vouchers.standing(new Sought(channel, "not-used", product)))
                .offer();
    }

    public Sale sale(String channel, String reference, Product product, int quantity) {
        Instant expiresAt = NOW.plus(Duration.ofDays(product.validityDays()));
        List<SealedVoucher> sealed = new ArrayList<>();
        for (int i = 0; i < quantity; i++) {
            String serial = "%016d".formatted(SERIAL.incrementAndGet());
            PinIndex index = new PinIndex(digest("pin of " + serial), 1);
            pins.put(serial, index);
            sealed.add(new SealedVoucher(
                    new VoucherFace(serial, product.faceValue(), expiresAt), List.of(index), "envelope of " + serial));
        }
        return new Sale(
                UUID.randomUUID(),
                channel,
                reference,
                digest(reference + product.id() + quantity),
                "kiosk-1",
                product,
                KEY,
                null,
                NOW,
                sealed);
    }

    /** Sells and expects success. */
    public Purchase sell(String channel, String reference, Product product, int quantity) {
        return done(await(vouchers.recordSale(sale(channel, reference, product, quantity))));
    }

    /** Sells one voucher at par and gives its serial number. */
    public String sellOne(String channel, String reference) {
        return sell(channel, reference, PAR, 1).vouchers().getFirst().face().serialNumber();
    }

    public static RechargeRequest request(String channel, String reference, String terminal, Instant expiresAt) {
        UUID id = UUID.randomUUID();
        byte[] point = Arrays.copyOf(digest("point of " + id), 65);
        AssignedKey key = new AssignedKey("kid-" + id, point, digest("private key of " + id), 1);
        RechargeKeyGrant grant = new RechargeKeyGrant.Assigned(key, "statement of " + id);
        return new RechargeRequest(id, channel, reference, terminal, grant, expiresAt, NOW);
    }

    static AssignedKey windowKey(String name) {
        byte[] point = Arrays.copyOf(digest("point of " + name), 65);
        return new AssignedKey(
                AssignedKey.Kind.WINDOW, "kid-window-" + name, point, digest("private key of " + name), 1);
    }

    /** The same request, under a key that others have, too. */
    static RechargeRequest under(AssignedKey window, RechargeRequest request) {
        RechargeKeyGrant grant = new RechargeKeyGrant.Assigned(window, "statement of " + request.id());
        return new RechargeRequest(
                request.id(),
                request.channel(),
                request.reference(),
                request.terminal(),
                grant,
                request.expiresAt(),
                request.createdAt());
    }

    /** Asks for a one-time key and expects success. */
    public RechargeRequest requestKey(String channel, String reference, String terminal) {
        RechargeRequest request = request(channel, reference, terminal, NOW.plusSeconds(120));
        return done(await(recharges.recordRequest(request, digest(reference), LIMITS)))
                .request();
    }

    /** A terminal's first generation of shared keys, as its registration would leave it. */
    public TerminalKeyId register(String channel, String name) {
        TerminalKeyId key = new TerminalKeyId(channel, UUID.randomUUID(), 1, 1);
        KeyHandover handover =
                new KeyHandover(key, name, "register-" + key.terminal(), "jkt", "envelope of " + key.kid(), NOW);
        done(await(terminals.register(handover, digest(handover.reference()))));
        return key;
    }

    public static RechargeRequest sharedRequest(String reference, String terminal, TerminalKeyId key) {
        return new RechargeRequest(
                UUID.randomUUID(),
                key.channel(),
                reference,
                terminal,
                new RechargeKeyGrant.Shared(key),
                NOW.plusSeconds(120),
                NOW);
    }

    /** Asks to recharge under a shared key and expects success. */
    public RechargeRequest requestShared(String reference, String terminal, TerminalKeyId key) {
        return done(await(recharges.recordRequest(sharedRequest(reference, terminal, key), digest(reference), LIMITS)))
                .request();
    }

    /** The second request for that key: the PIN of that voucher to that number. */
    public Attempt attempt(RechargeRequest request, String serialNumber, String phoneNumber) {
        PinIndex index = pins.getOrDefault(serialNumber, new PinIndex(digest("unknown"), 1));
        return new Attempt(
                UUID.randomUUID(),
                request.channel(),
                request.reference(),
                digest(request.reference() + serialNumber + phoneNumber),
                request.terminal(),
                request.key().kid(),
                phoneNumber,
                List.of(index),
                true,
                "trace-" + request.reference(),
                NOW.plusSeconds(1));
    }

    /** Both requests, by a terminal of its own. */
    public Recharge recharge(String channel, String reference, String serialNumber, String phoneNumber) {
        RechargeRequest request = requestKey(channel, reference, "terminal-" + reference);
        return done(await(redeem(attempt(request, serialNumber, phoneNumber))));
    }

    /** As {@link #RULES} say. */
    public Future<Outcome<Recharge>> redeem(Attempt attempt) {
        return recharges.redeem(attempt, RULES);
    }

    /** What that attempt would meet before its envelope is opened. */
    public RechargeStanding standing(Attempt attempt) {
        return await(recharges.standing(new Look(
                attempt.channel(),
                attempt.reference(),
                attempt.kid(),
                attempt.terminal(),
                attempt.phoneNumber(),
                attempt.at().minus(RULES.window()),
                RULES.terminalRefusals())));
    }

    public static <T> T done(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Done<T> done) {
            return done.value();
        }
        throw new AssertionError("expected Done, was " + outcome);
    }

    public static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
