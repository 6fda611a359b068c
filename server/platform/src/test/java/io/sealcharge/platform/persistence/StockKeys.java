package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.Keys;
import io.sealcharge.platform.app.SpoiledBoxException;
import io.sealcharge.platform.domain.BoxedVoucher;
import io.sealcharge.platform.domain.PinBox;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.StockVoucher;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Boxes and indexes of PINs that only look like some; no other key works. */
final class StockKeys {
    final List<String> spoiled = new ArrayList<>();
    /** What the next piece is minted with, first. */
    final List<StockVoucher> colliding = new ArrayList<>();

    int minted;

    Keys asKeys() {
        return (Keys) Proxy.newProxyInstance(
                Keys.class.getClassLoader(),
                new Class<?>[] {Keys.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "mintForStock" -> Future.succeededFuture(mint(strings(arguments[1])));
                    case "sealFromStock" -> seal((List<?>) arguments[2]);
                    case "spoiledBoxes" -> Future.succeededFuture(List.copyOf(spoiled));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Future<List<SealedVoucher>> seal(List<?> boxed) {
        List<SealedVoucher> sealed = new ArrayList<>();
        for (Object one : boxed) {
            BoxedVoucher voucher = (BoxedVoucher) one;
            String serial = voucher.face().serialNumber();
            if (spoiled.contains(serial)) {
                return Future.failedFuture(new SpoiledBoxException(List.of(serial)));
            }
            sealed.add(new SealedVoucher(voucher.face(), List.of(), "envelope of " + serial));
        }
        return Future.succeededFuture(sealed);
    }

    private static List<String> strings(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).toList();
    }

    private List<StockVoucher> mint(List<String> serialNumbers) {
        minted += serialNumbers.size();
        List<StockVoucher> vouchers = new ArrayList<>(colliding);
        colliding.clear();
        serialNumbers.subList(vouchers.size(), serialNumbers.size()).forEach(serial -> vouchers.add(voucher(serial)));
        return vouchers;
    }

    /** Its PIN is another at each call. */
    static StockVoucher voucher(String serialNumber) {
        byte[] value = Shop.digest("pin " + UUID.randomUUID());
        return new StockVoucher(
                serialNumber,
                List.of(new PinIndex(value, 2), new PinIndex(Shop.digest("older " + UUID.randomUUID()), 1)),
                new PinBox(Shop.digest("box of " + serialNumber), 1));
    }
}
