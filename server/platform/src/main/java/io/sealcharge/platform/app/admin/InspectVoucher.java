package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.VoucherDossier;
import io.vertx.core.Future;

/** A voucher and its history, whoever has it; never its PIN. */
public final class InspectVoucher {
    private final OperatorDesk desk;
    private final AdminVoucherStore vouchers;

    public InspectVoucher(OperatorDesk desk, AdminVoucherStore vouchers) {
        this.desk = desk;
        this.vouchers = vouchers;
    }

    /** @return Done; or Refused with NOT_FOUND, CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<VoucherDossier>> execute(Caller caller, String serialNumber) {
        return desk.show(
                caller,
                () -> vouchers.find(serialNumber)
                        .map(found -> found.map(Outcome::done).orElseGet(() -> Outcome.refused(Refusal.NOT_FOUND))));
    }
}
