package io.sealcharge.platform.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;

/** The HTTP server's own limits, and its answers to what never becomes a request. */
public final class ApiServer {
    private static final int MAX_REQUEST_LINE_BYTES = 4096;
    private static final int MAX_HEADER_BYTES = 16_384;
    private static final int IDLE_TIMEOUT_SECONDS = 60;

    private ApiServer() {}

    /**
     * A server that does not listen yet.
     *
     * @param options host and port; limits are set here
     */
    public static HttpServer create(Vertx vertx, HttpServerOptions options, Handler<HttpServerRequest> requests) {
        options.setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setIdleTimeout(IDLE_TIMEOUT_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setHandle100ContinueAutomatically(false)
                .setDecompressionSupported(false);
        return vertx.createHttpServer(options)
                .invalidRequestHandler(ApiServer::refuse)
                .requestHandler(requests);
    }

    private static void refuse(HttpServerRequest request) {
        String traceId = Trace.idOf(null);
        Answer answer = switch (request.decoderResult().cause()) {
            case TooLongHttpLineException _ ->
                ProblemMapper.problem(
                        ProblemCode.URI_TOO_LONG,
                        "A request line has at most " + MAX_REQUEST_LINE_BYTES + " bytes.",
                        traceId);
            case TooLongHttpHeaderException _ ->
                ProblemMapper.problem(
                        ProblemCode.HEADERS_TOO_LARGE,
                        "Headers have at most " + MAX_HEADER_BYTES + " bytes together.",
                        traceId);
            default -> ProblemMapper.problem(ProblemCode.MALFORMED_REQUEST, "This is not HTTP/1.1.", traceId);
        };
        request.response().putHeader("Connection", "close");
        AnswerWriter.write(request.response(), answer, traceId)
                .onComplete(sent -> request.connection().close());
    }
}
