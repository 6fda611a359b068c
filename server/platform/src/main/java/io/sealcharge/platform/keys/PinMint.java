package io.sealcharge.platform.keys;

import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.envelope.VoucherEnvelope;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.platform.app.SealingKey;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.VoucherFace;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Mints PINs: draws, indexes, seals and wipes each of them in one piece of work on the HSM's thread.
 *
 * <p>The sealing could run on threads of its own, but then clear PINs would wait in a queue and change threads, and those
 * of a call past its deadline would lie on the heap with nobody left to wipe them. Sealing in place lets nothing but
 * sealed vouchers leave the thread. What it costs is bounded by the size of a piece: an order of a hundred goes back to the
 * end of the HSM's queue after every few vouchers, so that others get through. On a token in software the thread would
 * burn the same processor anyway; for one on the network there are tens of threads, most of them waiting.
 */
final class PinMint {
    private static final int VOUCHERS_PER_PIECE = 4;

    private final HsmCalls hsm;
    private final Supplier<List<KeyId>> indexKeys;

    /** @param indexKeys newest first; asked once per piece */
    PinMint(HsmCalls hsm, Supplier<List<KeyId>> indexKeys) {
        this.hsm = hsm;
        this.indexKeys = indexKeys;
    }

    record Order(PinFormat format, String reference, SealingKey key, List<VoucherFace> faces) {}

    Future<List<SealedVoucher>> mint(Order order) {
        return mintFrom(order, new ArrayList<>());
    }

    private Future<List<SealedVoucher>> mintFrom(Order order, List<SealedVoucher> minted) {
        if (minted.size() == order.faces().size()) {
            return Future.succeededFuture(List.copyOf(minted));
        }
        int to = Math.min(order.faces().size(), minted.size() + VOUCHERS_PER_PIECE);
        List<VoucherFace> piece = order.faces().subList(minted.size(), to);
        return hsm.submit("mint PINs", device -> mintPiece(device, order, piece))
                .compose(more -> {
                    minted.addAll(more);
                    return mintFrom(order, minted);
                });
    }

    private List<SealedVoucher> mintPiece(Hsm device, Order order, List<VoucherFace> faces) {
        List<KeyId> index = indexKeys.get();
        List<SealedVoucher> minted = new ArrayList<>();
        try (RandomDigits digits = new RandomDigits(device)) {
            for (VoucherFace face : faces) {
                try (Pin pin = digits.pin(order.format())) {
                    minted.add(
                            new SealedVoucher(face, PinIndexing.indexes(device, index, pin), seal(order, face, pin)));
                }
            }
        }
        return minted;
    }

    private static String seal(Order order, VoucherFace face, Pin pin) {
        return switch (order.key()) {
            case SealingKey.Own(TerminalPublicKey key) -> {
                VoucherSecret secret = new VoucherSecret(
                        pin,
                        face.serialNumber(),
                        face.faceValue().amountMinor(),
                        face.faceValue().currency(),
                        face.expiresAt(),
                        order.reference(),
                        key.thumbprint());
                yield VoucherEnvelope.seal(secret, key);
            }
            case SealingKey.Shared shared -> throw new UnsupportedOperationException();
        };
    }
}
