package io.sealcharge.platform.http;

import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.Scope;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.Operation;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the contract, in the order in which faults are told: token and scope, parameters, media type, size,
 * room for one more; then its route.
 */
final class OperationHandler implements Handler<RoutingContext> {
    private final Operation operation;
    private final ApiRoute route;
    private final Edge edge;
    private final Authentication authentication;
    private final Optional<Set<Scope>> scopes;
    private final ParameterRules parameters;
    private final @Nullable BodyReader bodyReader;
    private final boolean bounded;

    OperationHandler(Operation operation, ApiRoute route, Contract contract, Edge edge) {
        this.operation = operation;
        this.route = route;
        this.edge = edge;
        this.authentication = new Authentication(edge.verifier());
        this.scopes = Contract.scopes(operation);
        this.parameters = new ParameterRules(operation, contract);
        this.bodyReader = contract.mediaType(operation)
                .map(mediaType -> new BodyReader(mediaType, edge.limits().of(mediaType)))
                .orElse(null);
        // Whoever watches the platform must be answered while it is busy or shutting down.
        this.bounded = scopes.isPresent() || bodyReader != null;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        exchange.operation(operation.getOperationId());
        Future<Answer> answer;
        try {
            answer = answer(context, exchange);
        } catch (RuntimeException refused) {
            answer = Future.failedFuture(refused);
        }
        answer.otherwise(failure -> ProblemMapper.of(failure, exchange.traceId()))
                .compose(ready -> AnswerWriter.write(context, ready));
    }

    private Future<Answer> answer(RoutingContext context, Exchange exchange) {
        Caller caller = scopes.map(needed -> authentication.authenticate(context.request(), needed, exchange.traceId()))
                .orElse(null);
        if (caller != null) {
            exchange.caller(caller.channel());
        }
        parameters.check(context);
        Future<Buffer> body =
                bodyReader == null ? Future.succeededFuture(Buffer.buffer()) : bodyReader.read(context.request());
        return body.compose(whole -> admitted(new ApiRequest(context, exchange.traceId(), caller, whole)));
    }

    private Future<Answer> admitted(ApiRequest request) {
        if (!bounded) {
            return route.answer(request);
        }
        edge.admission().enter();
        return Future.succeededFuture(request)
                .compose(route::answer)
                .onComplete(done -> edge.admission().leave());
    }
}
