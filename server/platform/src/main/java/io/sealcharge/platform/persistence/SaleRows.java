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
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Sales to the parameters of {@link SaleSql} and back from its verdicts. */
final class SaleRows {
    private SaleRows() {}

    /** Parameters of {@link SaleSql#RECORD}. */
    static Tuple parameters(Sale sale) {
        String jkt = sale.key() instanceof SealingKey.Own(TerminalPublicKey own) ? own.thumbprint() : null;
        TerminalKeyId shared = shared(sale);
        List<SealedVoucher> vouchers = sale.vouchers();
        List<SealedVoucher> minted = sale.claimant() == null ? vouchers : List.of();
        return Tuple.tuple()
                .addUUID(sale.id())
                .addString(sale.channel())
                .addString(sale.reference())
                .addBuffer(Buffer.buffer(sale.requestDigest()))
                .addString(sale.terminal())
                .addString(sale.product().id())
                .addLong(sale.product().faceValue().amountMinor())
                .addString(sale.product().faceValue().currency())
                .addString(jkt)
                .addUUID(shared == null ? null : shared.terminal())
                .addInteger(shared == null ? null : shared.generation())
                .addOffsetDateTime(SqlValues.timestamp(sale.at()))
                .addUUID(sale.claimant())
                .addArrayOfString(each(vouchers, voucher -> voucher.face().serialNumber(), String[]::new))
                .addArrayOfBuffer(each(minted, voucher -> value(voucher.pinIndex()), Buffer[]::new))
                .addArrayOfInteger(each(minted, voucher -> voucher.pinIndex().epoch(), Integer[]::new))
                .addArrayOfString(each(vouchers, SealedVoucher::envelope, String[]::new))
                .addArrayOfOffsetDateTime(each(
                        vouchers, voucher -> SqlValues.timestamp(voucher.face().expiresAt()), OffsetDateTime[]::new))
                .addArrayOfBuffer(minted.stream()
                        .flatMap(voucher -> voucher.indexes().stream().skip(1))
                        .map(SaleRows::value)
                        .toArray(Buffer[]::new));
    }

    private static @Nullable TerminalKeyId shared(Sale sale) {
        return sale.key() instanceof SealingKey.Shared shared ? shared.id() : null;
    }

    private static Buffer value(PinIndex index) {
        return Buffer.buffer(index.value());
    }

    private static <T> T[] each(
            List<SealedVoucher> vouchers, Function<SealedVoucher, T> column, IntFunction<T[]> arrayOfSize) {
        return vouchers.stream().map(column).toArray(arrayOfSize);
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
