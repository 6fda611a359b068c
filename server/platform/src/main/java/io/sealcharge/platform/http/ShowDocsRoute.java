package io.sealcharge.platform.http;

import io.vertx.core.Future;

/** {@code GET /docs}. */
public final class ShowDocsRoute implements ApiRoute {
    private final DocsPages docs;

    public ShowDocsRoute(DocsPages docs) {
        this.docs = docs;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return Future.succeededFuture(docs.page());
    }
}
