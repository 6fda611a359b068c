package io.sealcharge.platform.http;

import io.sealcharge.platform.app.ReplaceVoucher;
import io.sealcharge.platform.domain.Replacement;
import io.sealcharge.platform.http.body.ReplacementBody;
import io.sealcharge.platform.http.json.ReplacementJson;
import io.vertx.core.Future;

/** {@code POST /v1/purchases/{purchaseId}/replacement}. */
public final class ReplaceVoucherRoute implements ApiRoute {
    private final ReplaceVoucher replaceVoucher;

    public ReplaceVoucherRoute(ReplaceVoucher replaceVoucher) {
        this.replaceVoucher = replaceVoucher;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        ReplaceVoucher.Order order = ReplacementBody.decode(
                request.pathId("purchaseId"), request.body().getBytes());
        request.checkIdempotencyKey(order.reference());
        return replaceVoucher
                .execute(request.caller(), order)
                .map(outcome -> ProblemMapper.of(
                        outcome, request.traceId(), replacement -> answer(replacement, request.traceId())));
    }

    private static Answer answer(Replacement replacement, String traceId) {
        return replacement.answerErased()
                ? ProblemMapper.replacementErased(replacement, traceId)
                : Answer.created(ReplacementJson.one(replacement));
    }
}
