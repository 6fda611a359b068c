package io.sealcharge.platform.http;

import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.Scope;
import io.sealcharge.platform.http.body.MalformedRequestException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.RequestValidator;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the contract, in the order in which faults are told: token and scope, parameters, media type, size,
 * room for one more; then its route.
 */
final class OperationHandler implements Handler<RoutingContext> {
    private static final RequestExtractor EXTRACTOR = RequestExtractor.withBodyHandler();

    private final Operation operation;
    private final ApiRoute route;
    private final Edge edge;
    private final Authentication authentication;
    private final RequestValidator validator;
    private final Optional<Set<Scope>> scopes;
    private final ParameterRules parameters;
    private final @Nullable BodyReader bodyReader;
    private final boolean bounded;

    OperationHandler(Operation operation, ApiRoute route, Contract contract, Edge edge, RequestValidator validator) {
        this.operation = operation;
        this.route = route;
        this.edge = edge;
        this.authentication = new Authentication(edge.verifier());
        this.validator = validator;
        this.scopes = Contract.scopes(operation);
        this.parameters = new ParameterRules(operation);
        this.bodyReader = contract.mediaType(operation)
                .map(mediaType -> new BodyReader(mediaType, edge.maxBodyBytes()))
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
        Future<Buffer> body = bodyReader == null ? validated(context) : bodyReader.read(context.request());
        return body.compose(whole -> admitted(new ApiRequest(context, exchange.traceId(), caller, whole)));
    }

    /** What has no body is cheap to validate against the contract; bodies have decoders that agree with it. */
    private Future<Buffer> validated(RoutingContext context) {
        return EXTRACTOR
                .extractValidatableRequest(context, operation)
                .compose(request -> validator.validate(request, operation.getOperationId()))
                .map(valid -> Buffer.buffer())
                .recover(invalid -> Future.failedFuture(
                        new MalformedRequestException("", "must have the parameters that the contract asks for")));
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
