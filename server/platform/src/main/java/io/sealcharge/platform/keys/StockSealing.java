package io.sealcharge.platform.keys;

import io.sealcharge.envelope.Pin;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.platform.app.SealingKey;
import io.sealcharge.platform.app.SpoiledBoxException;
import io.sealcharge.platform.domain.BoxedVoucher;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.StockVoucher;
import io.vertx.core.Future;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Takes PINs out of their boxes and seals them to a terminal, each opened, sealed and wiped on the HSM's thread. */
final class StockSealing {
    private static final int VOUCHERS_PER_PIECE = 4;

    private static final int BOXES_PER_PIECE = 16;

    private final Pieces pieces;
    private final Pieces boxes;

    StockSealing(HsmCalls hsm) {
        this.pieces = new Pieces(hsm, "seal PINs from stock", VOUCHERS_PER_PIECE);
        this.boxes = new Pieces(hsm, "look into PIN boxes", BOXES_PER_PIECE);
    }

    Future<List<SealedVoucher>> seal(String reference, SealingKey key, List<BoxedVoucher> vouchers) {
        VoucherSealer sealer = new VoucherSealer(reference, key);
        return pieces.each(vouchers, (device, piece) -> seal(device, sealer, piece));
    }

    /** Serial numbers of vouchers whose box does not open, or does not hold the PIN that is indexed. */
    Future<List<String>> spoiled(List<StockVoucher> vouchers) {
        return boxes.each(
                        vouchers,
                        (device, piece) -> piece.stream()
                                .map(voucher -> sound(device, voucher))
                                .toList())
                .map(sound -> IntStream.range(0, vouchers.size())
                        .filter(i -> !sound.get(i))
                        .mapToObj(i -> vouchers.get(i).serialNumber())
                        .toList());
    }

    private static boolean sound(Hsm device, StockVoucher voucher) {
        Optional<Pin> opened = PinBoxes.open(device, voucher.serialNumber(), voucher.box());
        if (opened.isEmpty()) {
            return false;
        }
        PinIndex stored = voucher.pinIndex();
        try (Pin pin = opened.get()) {
            PinIndex index = PinIndexing.index(device, new KeyId(KeyRole.PIN_INDEX, stored.epoch()), pin);
            return MessageDigest.isEqual(index.value(), stored.value());
        }
    }

    private static List<SealedVoucher> seal(Hsm device, VoucherSealer sealer, List<BoxedVoucher> vouchers) {
        List<SealedVoucher> sealed = new ArrayList<>();
        List<String> spoiled = new ArrayList<>();
        for (BoxedVoucher voucher : vouchers) {
            String serialNumber = voucher.face().serialNumber();
            Optional<Pin> opened = PinBoxes.open(device, serialNumber, voucher.box());
            if (opened.isEmpty()) {
                spoiled.add(serialNumber);
                continue;
            }
            try (Pin pin = opened.get()) {
                sealed.add(new SealedVoucher(voucher.face(), List.of(), sealer.seal(device, voucher.face(), pin)));
            }
        }
        if (!spoiled.isEmpty()) {
            throw new SpoiledBoxException(spoiled);
        }
        return sealed;
    }
}
