package io.sealcharge.platform.http;

import io.sealcharge.platform.app.AcknowledgePurchase;
import io.sealcharge.platform.app.GetAccount;
import io.sealcharge.platform.app.GetStatement;
import io.sealcharge.platform.app.ReplaceVoucher;
import java.util.List;

/** What channels can ask for about sales that were made. */
public record AfterSaleUseCases(
        AcknowledgePurchase acknowledgePurchase,
        ReplaceVoucher replaceVoucher,
        GetAccount getAccount,
        GetStatement getStatement) {

    List<ApiRoute> routes() {
        return List.of(
                new AcknowledgePurchaseRoute(acknowledgePurchase),
                new ReplaceVoucherRoute(replaceVoucher),
                new GetAccountRoute(getAccount),
                new GetStatementRoute(getStatement));
    }
}
