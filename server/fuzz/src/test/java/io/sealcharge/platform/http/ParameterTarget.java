package io.sealcharge.platform.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;
import io.sealcharge.platform.http.body.MalformedRequestException;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.Operation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Path and query parameters of every operation: taken if they are as the contract wants them, or refused by name. The
 * input is a byte that chooses the operation, the value of each path parameter, a line feed, and the query.
 */
public final class ParameterTarget implements FuzzTarget {
    private static final long LOAD_S = 30;

    private final List<ParameterRules> rules;

    public ParameterTarget() {
        Vertx vertx = Vertx.vertx();
        try {
            Contract contract = Contract.load(vertx)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(LOAD_S, TimeUnit.SECONDS);
            vertx.close().toCompletionStage().toCompletableFuture().get(LOAD_S, TimeUnit.SECONDS);
            rules = contract.model().operations().stream()
                    .map((Operation operation) -> new ParameterRules(operation, contract))
                    .toList();
        } catch (Exception failure) {
            throw new IllegalStateException("the contract cannot be loaded", failure);
        }
    }

    @Override
    public void read(byte[] input) {
        if (input.length == 0) {
            return;
        }
        String text = new String(input, 1, input.length - 1, StandardCharsets.UTF_8);
        int line = text.lastIndexOf('\n');
        String path = line < 0 ? text : text.substring(0, line);
        String query = line < 0 ? null : text.substring(line + 1);
        try {
            rules.get((input[0] & 0xff) % rules.size()).check(context(path, query));
        } catch (MalformedRequestException refused) {
            refused.faults().forEach(fault -> {
                Told.require(fault.field().matches("(path|query):[\\x20-\\x7e]{0,64}"), "no field: " + fault.field());
                Told.requireHarmless(fault.rule());
            });
        }
    }

    /** As Vert.x gives it: the path decoded, the query decoded when it is asked for. */
    private static RoutingContext context(String path, String query) {
        HttpServerRequest request = proxy(HttpServerRequest.class, (self, method, arguments) -> {
            if (method.getName().equals("query")) {
                return query;
            }
            throw new UnsupportedOperationException(method.getName());
        });
        return proxy(RoutingContext.class, (self, method, arguments) -> switch (method.getName()) {
            case "pathParam" -> path;
            case "request" -> request;
            case "queryParams" -> parameters(query);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static MultiMap parameters(String query) {
        MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
        if (query != null) {
            new QueryStringDecoder("?" + query).parameters().forEach(parameters::add);
        }
        return parameters;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
