package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.domain.AdminAct;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.VoucherDossier;
import io.vertx.core.Future;
import java.util.Optional;

/** Single vouchers as operators see and block them. Failures: UnavailableException. */
public interface AdminVoucherStore {

    Future<Optional<VoucherDossier>> find(String serialNumber);

    /** @return Done; or Refused with NOT_FOUND, VOUCHER_RESERVED, VOUCHER_NOT_BLOCKABLE */
    Future<Outcome<VoucherDossier>> block(String serialNumber, String reason, AdminAct act);
}
