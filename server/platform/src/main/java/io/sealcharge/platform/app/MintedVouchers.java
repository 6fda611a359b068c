package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.VoucherFace;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Vouchers whose PINs are made at the sale. */
final class MintedVouchers {
    private final Keys keys;
    private final Ids ids;

    MintedVouchers(Keys keys, Ids ids) {
        this.keys = keys;
        this.ids = ids;
    }

    /** One for each piece of the order, sealed. Fails with UnavailableException. */
    Future<List<SealedVoucher>> seal(SaleDraft draft, Instant at) {
        Product product = draft.product();
        Instant expiresAt = at.plus(product.validityDays(), ChronoUnit.DAYS);
        List<VoucherFace> faces = new ArrayList<>();
        for (int i = 0; i < draft.order().quantity(); i++) {
            faces.add(new VoucherFace(ids.serialNumber(product.serialLength()), product.faceValue(), expiresAt));
        }
        return keys.mint(product.pinFormat(), draft.order().reference(), draft.key(), faces);
    }
}
