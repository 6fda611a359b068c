package io.sealcharge.platform.http;

import io.micrometer.core.instrument.Gauge;
import io.sealcharge.platform.http.body.MalformedRequestException;
import io.sealcharge.platform.http.body.PhoneNumberRule;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.Operation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Routes requests by the contract: each operation of it to the route that has its name. */
public final class ApiRouter {
    private static final List<Integer> ROUTER_FAILURES = List.of(400, 404, 405, 406, 413, 415, 500);

    private ApiRouter() {}

    /**
     * Loads what routes need from the class path, off the event loop, and builds the router.
     *
     * @param routes one for each operation of the contract
     */
    public static Future<Router> create(
            Vertx vertx, Contract contract, DocsPages docs, List<ApiRoute> routes, Edge edge) {
        return vertx.executeBlocking(
                        () -> {
                            PhoneNumberRule.load();
                            return edge;
                        },
                        false)
                .map(loaded -> build(vertx, contract, docs, routes, edge));
    }

    private static Router build(Vertx vertx, Contract contract, DocsPages docs, List<ApiRoute> routes, Edge edge) {
        Gauge.builder("sealcharge.http.inflight", edge.admission(), Admission::inFlight)
                .description("Requests that were let in and have no answer yet")
                .register(edge.meters());
        Map<String, ApiRoute> byOperation =
                routes.stream().collect(Collectors.toMap(ApiRoute::operationId, Function.identity()));
        RouterBuilder builder = RouterBuilder.create(vertx, contract.model());
        builder.rootHandler(new AccessLog(edge.meters()));
        for (Operation operation : contract.model().operations()) {
            ApiRoute route = byOperation.remove(operation.getOperationId());
            if (route == null) {
                throw new IllegalStateException("no route for " + operation.getOperationId());
            }
            // The handler does both itself: the token comes before all else, and the validator reads a + in a path as
            // a space.
            Objects.requireNonNull(builder.getRoute(operation.getOperationId()))
                    .setDoSecurity(false)
                    .setDoValidation(false)
                    .addHandler(new OperationHandler(operation, route, contract, edge));
        }
        if (!byOperation.isEmpty()) {
            throw new IllegalStateException("not in the contract: " + byOperation.keySet());
        }
        Router router = builder.createRouter();
        docs.mount(router);
        for (int status : ROUTER_FAILURES) {
            router.errorHandler(status, context -> fail(context, status, contract));
        }
        return router;
    }

    /** What the router itself refuses, and what no route has caught. */
    private static void fail(RoutingContext context, int status, Contract contract) {
        String traceId = Exchange.of(context).traceId();
        Answer answer = switch (status) {
            case 400 ->
                ProblemMapper.of(
                        new MalformedRequestException("path:", "must be a well-formed, percent-encoded path"), traceId);
            case 404 -> ProblemMapper.problem(ProblemCode.NOT_FOUND, "There is nothing at this path.", traceId);
            case 405 -> {
                String allowed = contract.allowedMethods(context.normalizedPath());
                yield ProblemMapper.problem(ProblemCode.METHOD_NOT_ALLOWED, "This path takes " + allowed + ".", traceId)
                        .with("Allow", allowed);
            }
            default ->
                ProblemMapper.of(
                        context.failure() != null
                                ? context.failure()
                                : new IllegalStateException("the router failed with " + status),
                        traceId);
        };
        AnswerWriter.write(context, answer);
    }
}
