package io.sealcharge.platform.http;

import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.Page;
import io.sealcharge.platform.http.body.MalformedRequestException;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request as a route sees it.
 *
 * @param authenticated the caller; null for operations that need no token
 */
record ApiRequest(
        RoutingContext context, String traceId, @Nullable Caller authenticated, Buffer body) {

    private static final int DEFAULT_PAGE = 100;

    Caller caller() {
        if (authenticated == null) {
            throw new IllegalStateException("the contract lets this operation be called without a token");
        }
        return authenticated;
    }

    /** A path parameter, which the contract has checked. */
    String path(String name) {
        return required(context.pathParam(name), name);
    }

    UUID pathId(String name) {
        return UUID.fromString(path(name));
    }

    /** A query parameter, which the contract has checked. */
    String query(String name) {
        return required(context.queryParams().get(name), name);
    }

    /** A query parameter that need not be there. */
    Optional<String> queryIfAny(String name) {
        return Optional.ofNullable(context.queryParams().get(name));
    }

    /** Which part of a list is wanted, by the query parameters cursor and limit. */
    Page.Request page() {
        return new Page.Request(
                queryIfAny("cursor").orElse(""),
                queryIfAny("limit").map(Integer::parseInt).orElse(DEFAULT_PAGE));
    }

    private static String required(@Nullable String value, String name) {
        if (value == null) {
            throw new IllegalStateException("the contract knows no required parameter " + name);
        }
        return value;
    }

    /** @throws MalformedRequestException if there is an Idempotency-Key other than the reference */
    void checkIdempotencyKey(String reference) {
        checkIdempotencyKey(reference, "reference");
    }

    /** @throws MalformedRequestException if there is an Idempotency-Key other than what makes the act happen once */
    void checkIdempotencyKey(String once, String name) {
        List<String> keys = headers("Idempotency-Key");
        if (!keys.stream().allMatch(once::equals)) {
            throw new MalformedRequestException("header:Idempotency-Key", "must equal " + name);
        }
    }

    List<String> headers(String name) {
        return context.request().headers().getAll(name);
    }
}
