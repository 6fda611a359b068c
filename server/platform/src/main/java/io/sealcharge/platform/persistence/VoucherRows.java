package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.app.VoucherStore.Sale;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.ProductSource;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.Voucher;
import io.sealcharge.platform.domain.VoucherFace;
import io.sealcharge.platform.domain.VoucherState;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Products, sales and vouchers to and from rows of {@link VoucherSql}. */
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
        Purchase purchase = new Purchase(
                any.getUUID("id"),
                any.getString("channel_id"),
                any.getString("reference"),
                any.getString("terminal"),
                any.getString("product_id"),
                new Money(any.getLong("total_minor"), any.getString("currency")),
                SqlValues.instant(any, "created_at"),
                List.copyOf(items));
        return Optional.of(new Remembered<>(purchase, SqlValues.bytes(any, "request_digest")));
    }

    /** The answer to a sale that was written just now: what its rows would give. */
    static Purchase purchase(Sale sale) {
        List<Purchase.Item> items = sale.vouchers().stream()
                .map(voucher -> new Purchase.Item(face(voucher.face()), voucher.envelope()))
                .toList();
        return new Purchase(
                sale.id(),
                sale.channel(),
                sale.reference(),
                sale.terminal(),
                sale.product().id(),
                sale.total(),
                SqlValues.millis(sale.at()),
                items);
    }

    private static VoucherFace face(VoucherFace face) {
        return new VoucherFace(face.serialNumber(), face.faceValue(), SqlValues.millis(face.expiresAt()));
    }

    /** Parameters of {@link VoucherSql#RECORD_SALE}. */
    static Tuple parameters(Sale sale) {
        List<SealedVoucher> vouchers = sale.vouchers();
        return Tuple.tuple()
                .addUUID(sale.id())
                .addString(sale.channel())
                .addString(sale.reference())
                .addBuffer(Buffer.buffer(sale.requestDigest()))
                .addString(sale.terminal())
                .addString(sale.product().id())
                .addLong(sale.product().faceValue().amountMinor())
                .addLong(sale.product().price().amountMinor())
                .addString(sale.total().currency())
                .addString(sale.jkt())
                .addOffsetDateTime(SqlValues.timestamp(sale.at()))
                .addArrayOfString(each(vouchers, voucher -> voucher.face().serialNumber(), String[]::new))
                .addArrayOfBuffer(each(
                        vouchers, voucher -> Buffer.buffer(voucher.pinIndex().value()), Buffer[]::new))
                .addArrayOfInteger(each(vouchers, voucher -> voucher.pinIndex().epoch(), Integer[]::new))
                .addArrayOfString(each(vouchers, SealedVoucher::envelope, String[]::new))
                .addArrayOfOffsetDateTime(each(
                        vouchers, voucher -> SqlValues.timestamp(voucher.face().expiresAt()), OffsetDateTime[]::new));
    }

    private static <T> T[] each(
            List<SealedVoucher> vouchers,
            Function<SealedVoucher, T> column,
            java.util.function.IntFunction<T[]> arrayOfSize) {
        return vouchers.stream().map(column).toArray(arrayOfSize);
    }
}
