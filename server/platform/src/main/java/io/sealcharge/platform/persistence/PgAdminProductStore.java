package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.admin.AdminProductStore;
import io.sealcharge.platform.domain.AdminAct;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.ProductListing;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** {@link AdminProductStore} on PostgreSQL; its statements are in {@link AdminProductSql} and {@link CatalogueSql}. */
public final class PgAdminProductStore implements AdminProductStore {
    private final Database database;

    public PgAdminProductStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<List<ProductListing>> list(String after, int most) {
        return database.read(AdminProductSql.LIST, Tuple.of(after, most))
                .map(rows -> rows.stream().map(PgAdminProductStore::listing).toList());
    }

    @Override
    public Future<Outcome<ProductListing>> put(ProductListing listing, AdminAct act) {
        return AdminTransaction.run(
                database,
                act,
                writing -> writing.product(listing.product(), listing.active())
                        .compose(AdminTransaction::unlessRefused)
                        .compose(written -> writing.run(
                                AdminProductSql.FIND, Tuple.of(listing.product().id())))
                        .map(rows -> listing(rows.iterator().next())));
    }

    private static ProductListing listing(Row row) {
        return new ProductListing(VoucherRows.product(row), row.getBoolean("active"));
    }
}
