package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.InspectVoucher;
import io.sealcharge.platform.http.json.VoucherDossierJson;
import io.vertx.core.Future;

/** {@code GET /v1/admin/vouchers/{serialNumber}}. */
public final class InspectVoucherRoute implements ApiRoute {
    private final InspectVoucher inspectVoucher;

    public InspectVoucherRoute(InspectVoucher inspectVoucher) {
        this.inspectVoucher = inspectVoucher;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return inspectVoucher
                .execute(request.caller(), request.path("serialNumber"))
                .map(outcome -> ProblemMapper.of(
                        outcome, request.traceId(), voucher -> Answer.ok(VoucherDossierJson.one(voucher))));
    }
}
