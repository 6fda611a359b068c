package io.sealcharge.platform.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;

/** {@code GET /.well-known/jwks.json}. */
public final class GetPublicKeysRoute implements ApiRoute {
    private final Supplier<String> tokenKeySet;

    /** @param tokenKeySet the public token-signing keys (RFC 7517) as of now; must not block */
    public GetPublicKeysRoute(Supplier<String> tokenKeySet) {
        this.tokenKeySet = tokenKeySet;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return Future.succeededFuture(
                Answer.ok(Buffer.buffer(tokenKeySet.get())).with("Cache-Control", "public, max-age=60"));
    }
}
