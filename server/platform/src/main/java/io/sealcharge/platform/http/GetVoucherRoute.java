package io.sealcharge.platform.http;

import io.sealcharge.platform.app.GetVoucher;
import io.sealcharge.platform.http.json.VoucherJson;
import io.vertx.core.Future;

/** {@code GET /v1/vouchers/{serialNumber}}. */
public final class GetVoucherRoute implements ApiRoute {
    private final GetVoucher getVoucher;

    public GetVoucherRoute(GetVoucher getVoucher) {
        this.getVoucher = getVoucher;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return getVoucher
                .execute(request.caller(), request.path("serialNumber"))
                .map(outcome ->
                        ProblemMapper.of(outcome, request.traceId(), voucher -> Answer.ok(VoucherJson.one(voucher))));
    }
}
