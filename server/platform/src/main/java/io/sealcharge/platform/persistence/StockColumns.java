package io.sealcharge.platform.persistence;

import io.sealcharge.platform.domain.StockVoucher;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Stock vouchers as the arrays that statements take. */
final class StockColumns {
    private StockColumns() {}

    /** Adds serial numbers, indexes to be stored, their epochs, boxes and their epochs. */
    static Tuple add(Tuple parameters, List<StockVoucher> vouchers) {
        return parameters
                .addArrayOfString(
                        vouchers.stream().map(StockVoucher::serialNumber).toArray(String[]::new))
                .addArrayOfBuffer(vouchers.stream()
                        .map(voucher -> Buffer.buffer(voucher.pinIndex().value()))
                        .toArray(Buffer[]::new))
                .addArrayOfInteger(vouchers.stream()
                        .map(voucher -> voucher.pinIndex().epoch())
                        .toArray(Integer[]::new))
                .addArrayOfBuffer(vouchers.stream()
                        .map(voucher -> Buffer.buffer(voucher.box().value()))
                        .toArray(Buffer[]::new))
                .addArrayOfInteger(
                        vouchers.stream().map(voucher -> voucher.box().epoch()).toArray(Integer[]::new));
    }
}
