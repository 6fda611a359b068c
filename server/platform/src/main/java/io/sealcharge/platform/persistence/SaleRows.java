package io.sealcharge.platform.persistence;

import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.platform.app.SealingKey;
import io.sealcharge.platform.app.VoucherStore.Sale;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.sealcharge.platform.domain.TerminalKid;
import io.sealcharge.platform.domain.VoucherFace;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Sales to the parameters of {@link SaleSql} and back from its verdicts. */
final class SaleRows {
    private SaleRows() {}

    /** A voucher and the place of its sale in the batch, from 1; and its own in the sale, likewise. */
    private record Bought(int place, Sale sale, int ordinal, SealedVoucher voucher) {
        boolean minted() {
            return sale.claimant() == null;
        }
    }

    /** Parameters of {@link SaleSql#RECORD}. */
    static Tuple parameters(List<Sale> sales) {
        Tuple parameters = Tuple.tuple();
        addSales(parameters, sales);
        List<Bought> bought = new ArrayList<>();
        for (int i = 0; i < sales.size(); i++) {
            Sale sale = sales.get(i);
            for (int j = 0; j < sale.vouchers().size(); j++) {
                bought.add(new Bought(i + 1, sale, j + 1, sale.vouchers().get(j)));
            }
        }
        addVouchers(parameters, bought);
        List<Bought> older = bought.stream()
                .filter(voucher ->
                        voucher.minted() && voucher.voucher().indexes().size() > 1)
                .toList();
        return parameters
                .addArrayOfInteger(older.stream()
                        .flatMap(voucher ->
                                Collections.nCopies(voucher.voucher().indexes().size() - 1, voucher.place()).stream())
                        .toArray(Integer[]::new))
                .addArrayOfBuffer(older.stream()
                        .flatMap(voucher -> voucher.voucher().indexes().stream().skip(1))
                        .map(SaleRows::value)
                        .toArray(Buffer[]::new));
    }

    private static void addSales(Tuple parameters, List<Sale> sales) {
        parameters
                .addArrayOfUUID(each(sales, Sale::id, UUID[]::new))
                .addArrayOfString(each(sales, Sale::channel, String[]::new))
                .addArrayOfString(each(sales, Sale::reference, String[]::new))
                .addArrayOfBuffer(each(sales, sale -> Buffer.buffer(sale.requestDigest()), Buffer[]::new))
                .addArrayOfString(each(sales, Sale::terminal, String[]::new))
                .addArrayOfString(each(sales, sale -> sale.product().id(), String[]::new))
                .addArrayOfLong(each(sales, sale -> sale.product().faceValue().amountMinor(), Long[]::new))
                .addArrayOfString(each(sales, sale -> sale.product().faceValue().currency(), String[]::new))
                .addArrayOfString(each(sales, SaleRows::thumbprint, String[]::new))
                .addArrayOfUUID(each(sales, sale -> shared(sale, TerminalKeyId::terminal), UUID[]::new))
                .addArrayOfInteger(each(sales, sale -> shared(sale, TerminalKeyId::generation), Integer[]::new))
                .addArrayOfOffsetDateTime(each(sales, sale -> SqlValues.timestamp(sale.at()), OffsetDateTime[]::new))
                .addArrayOfInteger(each(sales, sale -> sale.vouchers().size(), Integer[]::new));
    }

    private static void addVouchers(Tuple parameters, List<Bought> bought) {
        parameters
                .addArrayOfInteger(each(bought, Bought::place, Integer[]::new))
                .addArrayOfUUID(each(bought, voucher -> voucher.sale().id(), UUID[]::new))
                .addArrayOfInteger(each(bought, Bought::ordinal, Integer[]::new))
                .addArrayOfString(each(bought, voucher -> voucher.sale().channel(), String[]::new))
                .addArrayOfString(
                        each(bought, voucher -> voucher.sale().product().id(), String[]::new))
                .addArrayOfLong(
                        each(bought, voucher -> face(voucher).faceValue().amountMinor(), Long[]::new))
                .addArrayOfString(
                        each(bought, voucher -> face(voucher).faceValue().currency(), String[]::new))
                .addArrayOfOffsetDateTime(each(
                        bought, voucher -> SqlValues.timestamp(voucher.sale().at()), OffsetDateTime[]::new))
                .addArrayOfUUID(each(bought, voucher -> voucher.sale().claimant(), UUID[]::new))
                .addArrayOfString(each(bought, voucher -> face(voucher).serialNumber(), String[]::new))
                .addArrayOfBuffer(each(
                        bought,
                        voucher -> voucher.minted() ? value(voucher.voucher().pinIndex()) : null,
                        Buffer[]::new))
                .addArrayOfInteger(each(
                        bought,
                        voucher ->
                                voucher.minted() ? voucher.voucher().pinIndex().epoch() : null,
                        Integer[]::new))
                .addArrayOfString(each(bought, voucher -> voucher.voucher().envelope(), String[]::new))
                .addArrayOfOffsetDateTime(each(
                        bought, voucher -> SqlValues.timestamp(face(voucher).expiresAt()), OffsetDateTime[]::new));
    }

    private static VoucherFace face(Bought bought) {
        return bought.voucher().face();
    }

    private static @Nullable String thumbprint(Sale sale) {
        return sale.key() instanceof SealingKey.Own(TerminalPublicKey own) ? own.thumbprint() : null;
    }

    private static @Nullable TerminalKeyId shared(Sale sale) {
        return sale.key() instanceof SealingKey.Shared shared ? shared.id() : null;
    }

    private static <T> @Nullable T shared(Sale sale, Function<TerminalKeyId, T> part) {
        TerminalKeyId id = shared(sale);
        return id == null ? null : part.apply(id);
    }

    private static Buffer value(PinIndex index) {
        return Buffer.buffer(index.value());
    }

    private static <S, T extends @Nullable Object> T[] each(
            List<S> rows, Function<S, T> column, IntFunction<T[]> arrayOfSize) {
        return rows.stream().map(column).toArray(arrayOfSize);
    }

    /** Two sales of one reference, of one voucher or of one PIN are judged one after the other. */
    static Collection<Object> keys(Sale sale) {
        List<Object> keys = new ArrayList<>();
        keys.add(new Reference(sale.channel(), sale.reference()));
        for (SealedVoucher voucher : sale.vouchers()) {
            keys.add(voucher.face().serialNumber());
            voucher.indexes().forEach(index -> keys.add(ByteBuffer.wrap(index.value())));
        }
        return keys;
    }

    private record Reference(String channel, String reference) {}

    /** By the verdicts of {@link SaleSql#RECORD}; a crowded sale is judged alone. */
    static List<Optional<Row>> verdicts(List<Sale> sales, RowSet<Row> rows) {
        return Batch.rowsByPlace(sales, rows).stream()
                .map(row -> row.filter(verdict -> !verdict.getString("verdict").equals("crowded")))
                .toList();
    }

    /** The answer to a sale that was written just now: what its rows would give. */
    static Purchase purchase(Sale sale, Row verdict) {
        String currency = sale.product().faceValue().currency();
        int quantity = sale.vouchers().size();
        TerminalKeyId shared = shared(sale);
        List<Purchase.Item> items = sale.vouchers().stream()
                .map(voucher -> new Purchase.Item(face(voucher.face()), voucher.envelope()))
                .toList();
        return new Purchase(
                sale.id(),
                sale.channel(),
                sale.reference(),
                sale.terminal(),
                sale.product().id(),
                new Money(verdict.getLong("unit_price_minor"), currency).times(quantity),
                new Money(verdict.getLong("commission_minor"), currency).times(quantity),
                shared == null ? null : new TerminalKid(shared.terminal(), shared.generation()),
                false,
                SqlValues.millis(sale.at()),
                items);
    }

    private static VoucherFace face(VoucherFace face) {
        return new VoucherFace(face.serialNumber(), face.faceValue(), SqlValues.millis(face.expiresAt()));
    }
}
