package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.PinCollisionException;
import io.sealcharge.platform.app.VoucherStore;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.Voucher;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@link VoucherStore} on PostgreSQL; its statements are in {@link VoucherSql}. */
public final class PgVoucherStore implements VoucherStore {
    static final Set<String> PIN_OR_SERIAL_EXISTS = Set.of("voucher_pin_index_once", "voucher_serial_once");

    private final Database database;

    public PgVoucherStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<List<Product>> products(String channel) {
        return database.read(VoucherSql.LIST_PRODUCTS, Tuple.tuple())
                .map(rows -> rows.stream().map(VoucherRows::product).toList());
    }

    @Override
    public Future<Optional<Product>> product(String channel, String productId) {
        return database.read(VoucherSql.FIND_PRODUCT, Tuple.of(productId))
                .map(rows -> rows.stream().findFirst().map(VoucherRows::product));
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
        Tuple parameters = VoucherRows.parameters(sale);
        return database.act(() -> database.run(VoucherSql.RECORD_SALE, parameters)
                .compose(rows -> judge(sale, rows), failure -> settle(sale, failure)));
    }

    private static void requireConsistent(Sale sale) {
        Product product = sale.product();
        Money total = product.price().times(sale.vouchers().size());
        boolean faces = sale.vouchers().stream()
                .allMatch(voucher -> voucher.face().faceValue().equals(product.faceValue()));
        if (!total.equals(sale.total())
                || !faces
                || !product.faceValue().currency().equals(total.currency())) {
            throw new IllegalArgumentException("the sale's total or faces do not fit its product: " + sale.id());
        }
    }

    private Future<Outcome<Purchase>> judge(Sale sale, RowSet<Row> rows) {
        Row row = rows.iterator().next();
        if (row.getBoolean("sold")) {
            return Future.succeededFuture(Outcome.done(VoucherRows.purchase(sale)));
        }
        Refusal refusal = !row.getBoolean("channel_active")
                ? Refusal.CHANNEL_SUSPENDED
                : row.getBoolean("product_known") ? Refusal.INSUFFICIENT_CREDIT : Refusal.PRODUCT_UNKNOWN;
        // the credit may have gone to this very request, sent twice
        return remembered(sale).map(first -> first.orElseGet(() -> Outcome.refused(refusal)));
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
