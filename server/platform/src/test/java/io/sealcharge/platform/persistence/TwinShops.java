package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.CHANNEL;
import static io.sealcharge.platform.persistence.Shop.NOW;
import static io.sealcharge.platform.persistence.Shop.digest;
import static io.sealcharge.platform.persistence.Shop.done;

import io.sealcharge.platform.app.VoucherStore.Sale;
import io.sealcharge.platform.domain.KeyHandover;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.sealcharge.platform.domain.VoucherFace;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Two databases in which the same has happened: in one by gathered acts, in the other by one after the other. */
final class TwinShops {
    /** When vouchers expire that are sold now. */
    static final Instant LATER = NOW.plus(Duration.ofDays(Shop.FREE.validityDays()));

    private static final long MOST_MESSAGES = 1L << 32;
    private static final String ROWS = "SELECT string_agg((%s)::text, E'\\n' ORDER BY %s) FROM %s";

    final Shop gathering;
    final Shop plain;
    private final List<DatabaseExtension> databases;
    /** Vouchers that cannot be redeemed: expired, blocked, of a locked batch. */
    final List<PinIndex> spoilt = new ArrayList<>();

    /** Of {@link Shop#CHANNEL}: active, with one message left, with none left, retired, revoked, of no known generation. */
    final List<TerminalKeyId> sharedKeys = new ArrayList<>();

    /** A key that is known and that no request names. */
    final TerminalKeyId unusedKey;

    TwinShops(DatabaseExtension gathered, DatabaseExtension oneByOne) throws SQLException {
        databases = List.of(gathered, oneByOne);
        gathering = Shop.open(gathered.database());
        PoolLimits all = DatabaseExtension.LIMITS;
        plain = Shop.open(Database.open(
                oneByOne.vertx(),
                oneByOne.endpoint(),
                new PoolLimits(
                        all.poolSize(), all.maxWaitQueue(), 1, 0, all.acquireTimeoutMs(), all.statementTimeoutMs())));
        spoil();
        unusedKey = shareKeys();
        execute("INSERT INTO terminal_bar VALUES ('00000000-0000-0000-0000-0000000000ba', '" + CHANNEL
                + "', 'barred', 'seen', 'operator', '" + NOW + "')");
    }

    private void spoil() throws SQLException {
        spoilt.addAll(sell("spoilt-expired", 2, NOW));
        List<SealedVoucher> blocked = new ArrayList<>();
        spoilt.addAll(indexes(sell("spoilt-blocked", Shop.PAR, 2, LATER, blocked)));
        for (DatabaseExtension database : databases) {
            try (Connection connection = database.superuser()) {
                Lives lives = new Lives(connection);
                lives.prepare();
                for (SealedVoucher voucher : blocked) {
                    lives.step(
                            voucher.face().serialNumber(),
                            "sold",
                            "blocked",
                            "operator",
                            Lives.OPERATOR,
                            CHANNEL,
                            null,
                            NOW);
                }
                List<String> locked = lives.batch("twins-locked", "active", 2);
                lives.sell(CHANNEL, locked, null);
                lives.run("UPDATE batch SET state = 'locked' WHERE id = 'twins-locked'");
                lives.run(
                        "INSERT INTO batch_history (batch_id, from_state, to_state, actor, reason, at)"
                                + " VALUES ('twins-locked', 'active', 'locked', ?, 'why', ?)",
                        Lives.OPERATOR,
                        NOW);
                if (database.equals(databases.getFirst())) {
                    locked.forEach(serial -> spoilt.add(new PinIndex(digest(serial), 1)));
                }
            }
        }
    }

    /** Returns the one that is not used. */
    private TerminalKeyId shareKeys() {
        for (String name : List.of("active", "last", "exhausted", "retired", "revoked", "unused")) {
            TerminalKeyId key = new TerminalKeyId(CHANNEL, UUID.randomUUID(), 1, 1);
            KeyHandover handover =
                    new KeyHandover(key, "shared-" + name, "register-" + name, "jkt", "envelope of " + name, NOW);
            for (Shop shop : List.of(gathering, plain)) {
                done(await(shop.terminals.register(handover, digest(name))));
            }
            sharedKeys.add(key);
        }
        execute("UPDATE terminal_key SET opened = " + (MOST_MESSAGES - 1) + " WHERE reference = 'register-last'");
        execute("UPDATE terminal_key SET opened = " + MOST_MESSAGES + " WHERE reference = 'register-exhausted'");
        TerminalKeyId retired = sharedKeys.get(3);
        KeyHandover next = new KeyHandover(
                new TerminalKeyId(CHANNEL, retired.terminal(), 2, 1),
                "shared-retired",
                "rotate-retired",
                "jkt",
                "envelope",
                NOW);
        done(await(gathering.terminals.rotate(next, digest("rotate"))));
        done(await(plain.terminals.rotate(next, digest("rotate"))));
        TerminalKeyId unused = sharedKeys.removeLast();
        TerminalKeyId revoked = sharedKeys.getLast();
        await(gathering.terminals.revoke(CHANNEL, revoked.terminal()));
        await(plain.terminals.revoke(CHANNEL, revoked.terminal()));
        sharedKeys.add(new TerminalKeyId(CHANNEL, sharedKeys.getFirst().terminal(), 7, 1));
        return unused;
    }

    /** The same vouchers in both shops. */
    List<PinIndex> sell(String reference, int quantity, Instant expiresAt) {
        return indexes(sell(reference, Shop.FREE, quantity, expiresAt, new ArrayList<>()));
    }

    private List<SealedVoucher> sell(
            String reference, Product product, int quantity, Instant expiresAt, List<SealedVoucher> into) {
        Sale sale = gathering.sale(CHANNEL, reference, product, quantity);
        sale.vouchers().stream()
                .map(voucher -> new SealedVoucher(
                        new VoucherFace(voucher.face().serialNumber(), product.faceValue(), expiresAt),
                        voucher.indexes(),
                        voucher.envelope()))
                .forEach(into::add);
        Sale same = new Sale(
                sale.id(),
                sale.channel(),
                sale.reference(),
                sale.requestDigest(),
                sale.terminal(),
                product,
                sale.key(),
                null,
                expiresAt.minus(Duration.ofDays(product.validityDays())),
                into);
        done(await(gathering.vouchers.recordSale(same)));
        done(await(plain.vouchers.recordSale(same)));
        return into;
    }

    private static List<PinIndex> indexes(List<SealedVoucher> vouchers) {
        return vouchers.stream().map(SealedVoucher::pinIndex).toList();
    }

    /** In both databases. */
    void execute(String sql) {
        databases.forEach(database -> database.execute(sql));
    }

    /** All that recharges write, without what the database numbers itself. */
    static String rows(DatabaseExtension database) {
        return Stream.of(
                        ROWS.formatted("t", "id", "recharge_request t"),
                        ROWS.formatted("t", "id", "recharge t"),
                        ROWS.formatted("t", "id", "terminal_bar t"),
                        ROWS.formatted("serial_number || ' ' || state", "serial_number", "voucher"),
                        ROWS.formatted("to_jsonb(t) - 'id'", "serial_number, id", "voucher_history t"),
                        ROWS.formatted("to_jsonb(t) - 'id'", "kind, owner, currency", "account t"),
                        ROWS.formatted("t.terminal_id || ' ' || t.opened", "terminal_id, generation", "terminal_key t"),
                        ROWS.formatted(
                                "to_jsonb(p) - 'id' - 'debit_account' - 'credit_account' || to_jsonb(d.kind)"
                                        + " || to_jsonb(c.owner)",
                                "recharge_id",
                                "posting p JOIN account d ON d.id = p.debit_account JOIN account c"
                                        + " ON c.id = p.credit_account WHERE recharge_id IS NOT NULL"))
                .map(database::text)
                .collect(Collectors.joining("\n\n"));
    }
}
