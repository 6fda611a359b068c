package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.BlockVoucher;
import io.sealcharge.platform.http.body.ReasonBody;
import io.sealcharge.platform.http.json.VoucherDossierJson;
import io.vertx.core.Future;

/** {@code POST /v1/admin/vouchers/{serialNumber}/block}. */
public final class BlockVoucherRoute implements ApiRoute {
    private final BlockVoucher blockVoucher;

    public BlockVoucherRoute(BlockVoucher blockVoucher) {
        this.blockVoucher = blockVoucher;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return blockVoucher
                .execute(
                        request.caller(),
                        request.path("serialNumber"),
                        ReasonBody.decode(request.body().getBytes()))
                .map(outcome -> ProblemMapper.of(
                        outcome, request.traceId(), voucher -> Answer.ok(VoucherDossierJson.one(voucher))));
    }
}
