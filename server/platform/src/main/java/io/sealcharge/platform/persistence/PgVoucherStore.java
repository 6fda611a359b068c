package io.sealcharge.platform.persistence;

import io.micrometer.core.instrument.MeterRegistry;
import io.sealcharge.platform.app.ClaimLostException;
import io.sealcharge.platform.app.PinCollisionException;
import io.sealcharge.platform.app.VoucherStore;
import io.sealcharge.platform.domain.Offer;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.Voucher;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** {@link VoucherStore} on PostgreSQL; its statements are in {@link VoucherSql} and {@link SaleSql}. */
public final class PgVoucherStore implements VoucherStore {
    static final Set<String> PIN_OR_SERIAL_EXISTS = Set.of("voucher_pin_index_once", "voucher_serial_once");

    private final Database database;
    private final Function<Sought, Future<Row>> looks;
    private final Function<Sale, Future<Row>> sales;

    /** @param meters gets the sizes and times of the batches of sales */
    public PgVoucherStore(Database database, MeterRegistry meters) {
        this.database = database;
        this.looks = database.gather(
                new Batch<>(
                        "look before a sale",
                        VoucherSql.STANDING,
                        VoucherRows::parameters,
                        Batch::rowsByPlace,
                        Batch.together()),
                meters);
        this.sales = database.gather(
                new Batch<>("sale", SaleSql.RECORD, SaleRows::parameters, SaleRows::verdicts, SaleRows::keys), meters);
    }

    @Override
    public Future<List<Offer>> offers(String channel) {
        return database.read(VoucherSql.LIST_OFFERS, Tuple.of(channel))
                .map(rows -> rows.stream().map(VoucherRows::offer).toList());
    }

    @Override
    public Future<Standing> standing(Sought sought) {
        return looks.apply(sought)
                .map(VoucherRows::standing)
                .recover(failure -> Future.failedFuture(SqlFault.forPort(failure)));
    }

    @Override
    public Future<Optional<Remembered<Purchase>>> findPurchase(String channel, String reference) {
        return database.read(VoucherSql.FIND_PURCHASE_BY_REFERENCE, Tuple.of(channel, reference))
                .map(VoucherRows::purchase);
    }

    @Override
    public Future<Optional<Purchase>> getPurchase(String channel, UUID id) {
        return database.read(VoucherSql.FIND_PURCHASE_BY_ID, Tuple.of(channel, id))
                .map(rows -> VoucherRows.purchase(rows).map(Remembered::answer));
    }

    @Override
    public Future<Optional<Voucher>> findVoucher(String channel, String serialNumber) {
        return database.read(VoucherSql.FIND_VOUCHER, Tuple.of(channel, serialNumber))
                .map(rows -> rows.stream().findFirst().map(VoucherRows::voucher));
    }

    @Override
    public Future<Outcome<Purchase>> recordSale(Sale sale) {
        requireConsistent(sale);
        return database.act(
                () -> sales.apply(sale).compose(verdict -> judge(sale, verdict), failure -> settle(sale, failure)));
    }

    private static void requireConsistent(Sale sale) {
        boolean faces = sale.vouchers().stream()
                .allMatch(voucher ->
                        voucher.face().faceValue().equals(sale.product().faceValue()));
        if (!faces) {
            throw new IllegalArgumentException("the sale's faces do not fit its product: " + sale.id());
        }
    }

    private Future<Outcome<Purchase>> judge(Sale sale, Row row) {
        String verdict = row.getString("verdict");
        if (verdict.equals("sold")) {
            return Future.succeededFuture(Outcome.done(SaleRows.purchase(sale, row)));
        }
        // the credit or the vouchers may have gone to this very request, sent twice
        return remembered(sale)
                .compose(first -> first.isPresent() ? Future.succeededFuture(first.get()) : refuse(verdict));
    }

    private static Future<Outcome<Purchase>> refuse(String verdict) {
        return switch (verdict) {
            case "claim_lost" -> Future.failedFuture(new ClaimLostException());
            case "pin_collision" -> Future.failedFuture(new PinCollisionException());
            default -> Future.succeededFuture(Outcome.refused(Refusal.valueOf(verdict.toUpperCase(Locale.ROOT))));
        };
    }

    private Future<Outcome<Purchase>> settle(Sale sale, Throwable failure) {
        Optional<String> duplicate = SqlFault.duplicate(failure);
        if (duplicate.isEmpty()) {
            return Future.failedFuture(failure);
        }
        // first the reference: a repeat after a lost connection meets its own PINs
        return remembered(sale).compose(first -> {
            if (first.isPresent()) {
                return Future.succeededFuture(first.get());
            }
            boolean collision = PIN_OR_SERIAL_EXISTS.contains(duplicate.get());
            return Future.failedFuture(collision ? new PinCollisionException() : failure);
        });
    }

    private Future<Optional<Outcome<Purchase>>> remembered(Sale sale) {
        return database.run(VoucherSql.FIND_PURCHASE_BY_REFERENCE, Tuple.of(sale.channel(), sale.reference()))
                .map(rows -> VoucherRows.purchase(rows).map(first -> answer(sale, first)));
    }

    private static Outcome<Purchase> answer(Sale sale, Remembered<Purchase> first) {
        boolean own = first.answer().id().equals(sale.id());
        return own ? Outcome.done(first.answer()) : first.answerTo(sale.requestDigest());
    }
}
