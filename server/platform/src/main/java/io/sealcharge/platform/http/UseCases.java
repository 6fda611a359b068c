package io.sealcharge.platform.http;

import io.sealcharge.platform.app.CreatePurchase;
import io.sealcharge.platform.app.CreateRecharge;
import io.sealcharge.platform.app.CreateRechargeRequest;
import io.sealcharge.platform.app.FindPurchases;
import io.sealcharge.platform.app.FindRecharges;
import io.sealcharge.platform.app.GetPurchase;
import io.sealcharge.platform.app.GetRecharge;
import io.sealcharge.platform.app.GetSubscriberBalance;
import io.sealcharge.platform.app.GetVoucher;
import io.sealcharge.platform.app.IssueAccessToken;
import io.sealcharge.platform.app.ListProducts;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/** All that channels and operators can ask for. */
public record UseCases(
        IssueAccessToken issueAccessToken,
        ListProducts listProducts,
        CreatePurchase createPurchase,
        FindPurchases findPurchases,
        GetPurchase getPurchase,
        CreateRechargeRequest createRechargeRequest,
        CreateRecharge createRecharge,
        FindRecharges findRecharges,
        GetRecharge getRecharge,
        GetVoucher getVoucher,
        GetSubscriberBalance getSubscriberBalance,
        TerminalUseCases terminals,
        AfterSaleUseCases afterSale,
        AdminUseCases admin) {

    /** A route for each operation of the contract. */
    public List<ApiRoute> routes(Vertx vertx, Contract contract, DocsPages docs, Watching watching) {
        List<ApiRoute> routes = new ArrayList<>(List.of(
                new IssueAccessTokenRoute(issueAccessToken),
                new ListProductsRoute(listProducts),
                new CreatePurchaseRoute(createPurchase),
                new FindPurchasesRoute(findPurchases),
                new GetPurchaseRoute(getPurchase),
                new CreateRechargeRequestRoute(createRechargeRequest),
                new CreateRechargeRoute(createRecharge),
                new FindRechargesRoute(findRecharges),
                new GetRechargeRoute(getRecharge),
                new GetVoucherRoute(getVoucher),
                new GetSubscriberBalanceRoute(getSubscriberBalance),
                new GetPublicKeysRoute(watching.tokenKeySet()),
                new GetContractRoute(contract),
                new ShowDocsRoute(docs),
                new CheckLiveRoute(),
                new CheckReadyRoute(watching.readiness()),
                new GetMetricsRoute(vertx, watching.scrape())));
        routes.addAll(terminals.routes());
        routes.addAll(afterSale.routes());
        routes.addAll(admin.routes());
        return routes;
    }
}
