package io.sealcharge.platform.keys;

import io.sealcharge.envelope.Pin;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.platform.app.SealingKey;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.StockVoucher;
import io.sealcharge.platform.domain.VoucherFace;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Mints PINs: draws, indexes, seals or boxes and wipes each of them in one piece of work on the HSM's thread.
 *
 * <p>The sealing could run on threads of its own, but then clear PINs would wait in a queue and change threads, and those
 * of a call past its deadline would lie on the heap with nobody left to wipe them. Sealing in place lets nothing but
 * sealed vouchers leave the thread. What it costs is bounded by the size of a piece: an order of a hundred goes back to the
 * end of the HSM's queue after every few vouchers, so that others get through. On a token in software the thread would
 * burn the same processor anyway; for one on the network there are tens of threads, most of them waiting.
 */
final class PinMint {
    private static final int VOUCHERS_PER_PIECE = 4;
    /** Boxing costs less than sealing to a terminal. */
    private static final int BOXES_PER_PIECE = 16;

    private final Pieces sealing;
    private final Pieces boxing;
    private final Supplier<KeySnapshot> keys;

    /** @param keys asked once per piece */
    PinMint(HsmCalls hsm, Supplier<KeySnapshot> keys) {
        this.sealing = new Pieces(hsm, "mint PINs", VOUCHERS_PER_PIECE);
        this.boxing = new Pieces(hsm, "mint PINs for stock", BOXES_PER_PIECE);
        this.keys = keys;
    }

    Future<List<SealedVoucher>> mint(PinFormat format, String reference, SealingKey key, List<VoucherFace> faces) {
        VoucherSealer sealer = new VoucherSealer(reference, key);
        return sealing.each(faces, (device, piece) -> {
            KeySnapshot snapshot = keys.get();
            List<SealedVoucher> minted = new ArrayList<>();
            try (RandomDigits digits = new RandomDigits(device)) {
                for (VoucherFace face : piece) {
                    try (Pin pin = digits.pin(format)) {
                        minted.add(new SealedVoucher(
                                face,
                                PinIndexing.indexes(device, snapshot.live(KeyRole.PIN_INDEX), pin),
                                sealer.seal(device, face, pin)));
                    }
                }
            }
            return minted;
        });
    }

    Future<List<StockVoucher>> mintForStock(PinFormat format, List<String> serialNumbers) {
        return boxing.each(serialNumbers, (device, piece) -> forStock(device, format, piece));
    }

    private List<StockVoucher> forStock(Hsm device, PinFormat format, List<String> serialNumbers) {
        KeySnapshot snapshot = keys.get();
        List<StockVoucher> minted = new ArrayList<>();
        try (RandomDigits digits = new RandomDigits(device)) {
            for (String serialNumber : serialNumbers) {
                try (Pin pin = digits.pin(format)) {
                    minted.add(PinBoxes.stockVoucher(device, snapshot, serialNumber, pin));
                }
            }
        }
        return minted;
    }
}
