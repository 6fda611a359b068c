package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.AdminAct.Deed;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.VoucherDossier;
import io.vertx.core.Future;

/** Makes a voucher worthless for ever. */
public final class BlockVoucher {
    private final OperatorDesk desk;
    private final AdminVoucherStore vouchers;

    public BlockVoucher(OperatorDesk desk, AdminVoucherStore vouchers) {
        this.desk = desk;
        this.vouchers = vouchers;
    }

    /** @return Done; or Refused with NOT_FOUND, VOUCHER_RESERVED, VOUCHER_NOT_BLOCKABLE, CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<VoucherDossier>> execute(Caller caller, String serialNumber, String reason) {
        Deed deed = Deed.of("blockVoucher", serialNumber).because(reason);
        return desk.act(caller, deed, act -> vouchers.block(serialNumber, reason, act));
    }
}
