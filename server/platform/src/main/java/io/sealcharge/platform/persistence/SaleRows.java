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
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

    /** A PIN index under an older epoch, and the place of its sale. */
    private record Older(int place, PinIndex index) {}

    /** Parameters of {@link SaleSql#RECORD}. */
    static Tuple parameters(List<Sale> sales) {
        List<Bought> bought = new ArrayList<>();
        List<Older> older = new ArrayList<>();
        for (int i = 0; i < sales.size(); i++) {
            Sale sale = sales.get(i);
            for (int j = 0; j < sale.vouchers().size(); j++) {
                Bought voucher = new Bought(i + 1, sale, j + 1, sale.vouchers().get(j));
                bought.add(voucher);
                if (voucher.minted()) {
                    voucher.voucher().indexes().stream()
                            .skip(1)
                            .forEach(index -> older.add(new Older(voucher.place(), index)));
                }
            }
        }
        return vouchers(sales(sales).then(bought))
                .then(older)
                .integers(Older::place)
                .bytes(one -> one.index().value())
                .parameters();
    }

    private static Columns<Sale> sales(List<Sale> sales) {
        return new Columns<>(sales)
                .uuids(Sale::id)
                .texts(Sale::channel)
                .texts(Sale::reference)
                .bytes(Sale::requestDigest)
                .texts(Sale::terminal)
                .texts(sale -> sale.product().id())
                .longs(sale -> sale.product().faceValue().amountMinor())
                .texts(sale -> sale.product().faceValue().currency())
                .texts(SaleRows::thumbprint)
                .uuids(sale -> shared(sale, TerminalKeyId::terminal))
                .integers(sale -> shared(sale, TerminalKeyId::generation))
                .times(Sale::at)
                .integers(sale -> sale.vouchers().size());
    }

    private static Columns<Bought> vouchers(Columns<Bought> columns) {
        return columns.integers(Bought::place)
                .uuids(voucher -> voucher.sale().id())
                .integers(Bought::ordinal)
                .texts(voucher -> voucher.sale().channel())
                .texts(voucher -> voucher.sale().product().id())
                .longs(voucher -> face(voucher).faceValue().amountMinor())
                .texts(voucher -> face(voucher).faceValue().currency())
                .times(voucher -> voucher.sale().at())
                .uuids(voucher -> voucher.sale().claimant())
                .texts(voucher -> face(voucher).serialNumber())
                .bytes(voucher ->
                        voucher.minted() ? voucher.voucher().pinIndex().value() : null)
                .integers(voucher ->
                        voucher.minted() ? voucher.voucher().pinIndex().epoch() : null)
                .texts(voucher -> voucher.voucher().envelope())
                .times(voucher -> face(voucher).expiresAt());
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
