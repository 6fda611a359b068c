package io.sealcharge.platform.http;

import io.vertx.core.Future;

/** Answers one operation of the contract: the one that its class is named after. */
public interface ApiRoute {
    String SUFFIX = "Route";

    /** Called on an event loop, the caller's token and scope, media type and size of the body checked. */
    Future<Answer> answer(ApiRequest request);

    /** The operationId in the contract: {@code CreatePurchaseRoute} answers {@code createPurchase}. */
    default String operationId() {
        String name = getClass().getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1, name.length() - SUFFIX.length());
    }
}
