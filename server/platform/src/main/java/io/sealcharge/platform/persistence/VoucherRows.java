package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.app.VoucherStore.Sought;
import io.sealcharge.platform.app.VoucherStore.Standing;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Offer;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.ProductSource;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.TerminalKid;
import io.sealcharge.platform.domain.Voucher;
import io.sealcharge.platform.domain.VoucherFace;
import io.sealcharge.platform.domain.VoucherState;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Products, offers, sales and vouchers from rows of {@link VoucherSql}. */
final class VoucherRows {
    private VoucherRows() {}

    static Product product(Row row) {
        String currency = row.getString("currency");
        return new Product(
                row.getString("id"),
                row.getString("name"),
                new Money(row.getLong("face_value_minor"), currency),
                new Money(row.getLong("price_minor"), currency),
                new PinFormat(row.getInteger("pin_length"), row.getBoolean("pin_check_digit")),
                row.getInteger("serial_length"),
                row.getInteger("validity_days"),
                ProductSource.ofLabel(row.getString("source")));
    }

    static Offer offer(Row row) {
        String currency = row.getString("currency");
        return new Offer(
                product(row),
                new Money(row.getLong("unit_price_minor"), currency),
                new Money(row.getLong("commission_minor"), currency));
    }

    /** Parameters of {@link VoucherSql#STANDING}. */
    static Tuple parameters(List<Sought> sought) {
        return Tuple.tuple()
                .addArrayOfString(sought.stream().map(Sought::channel).toArray(String[]::new))
                .addArrayOfString(sought.stream().map(Sought::reference).toArray(String[]::new))
                .addArrayOfString(sought.stream().map(Sought::product).toArray(String[]::new));
    }

    /** From a row of {@link VoucherSql#STANDING}. */
    static Standing standing(Row row) {
        return new Standing(
                row.getBoolean("seen"), row.getString("id") == null ? Optional.empty() : Optional.of(offer(row)));
    }

    static Voucher voucher(Row row) {
        return new Voucher(
                row.getString("serial_number"),
                row.getString("product_id"),
                VoucherState.ofLabel(row.getString("state")),
                new Money(row.getLong("face_value_minor"), row.getString("currency")),
                SqlValues.instant(row, "expires_at"));
    }

    /** A sale from the rows of its vouchers, in order. */
    static Optional<Remembered<Purchase>> purchase(RowSet<Row> rows) {
        List<Purchase.Item> items = new ArrayList<>(rows.size());
        Row any = null;
        for (Row row : rows) {
            Money face = new Money(row.getLong("face_value_minor"), row.getString("currency"));
            items.add(new Purchase.Item(
                    new VoucherFace(row.getString("serial_number"), face, SqlValues.instant(row, "expires_at")),
                    row.getString("envelope")));
            any = row;
        }
        if (any == null) {
            return Optional.empty();
        }
        Money commission = new Money(any.getLong("commission_minor"), any.getString("currency"));
        UUID terminal = any.getUUID("terminal_id");
        Purchase purchase = new Purchase(
                any.getUUID("id"),
                any.getString("channel_id"),
                any.getString("reference"),
                any.getString("terminal"),
                any.getString("product_id"),
                new Money(any.getLong("total_minor"), any.getString("currency")),
                commission.times(any.getInteger("quantity")),
                terminal == null ? null : new TerminalKid(terminal, any.getInteger("key_generation")),
                any.getOffsetDateTime("answer_erased_at") != null,
                SqlValues.instant(any, "created_at"),
                List.copyOf(items));
        return Optional.of(new Remembered<>(purchase, SqlValues.bytes(any, "request_digest")));
    }
}
