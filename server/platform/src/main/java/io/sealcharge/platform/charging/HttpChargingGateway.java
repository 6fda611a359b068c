package io.sealcharge.platform.charging;

import io.sealcharge.platform.app.ChargingGateway;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A charging system over HTTP. {@code PUT {url}/redemptions/{id}} with {@code {"phoneNumber","amountMinor","currency"}}
 * credits a number; {@code GET} of the same says what became of it, 404 if it is not known there. Both answer 200 (or 201)
 * with {@code {"redemptionId","status"}}, status {@code credited} or {@code rejected}. Anything else is an unknown.
 */
public final class HttpChargingGateway implements ChargingGateway, AutoCloseable {
    private static final int MAX_ANSWER_BYTES = 16_384;
    /** Requests that wait for a connection, for each connection. */
    private static final int WAITING_PER_CONNECTION = 4;

    private final HttpClientAgent client;
    private final Settings settings;
    private final Places places;

    /**
     * @param url without a slash at its end
     * @param token null if the system asks for none
     * @param timeoutMs after which there will be no answer
     * @param connections at most
     */
    public record Settings(String url, @Nullable BearerToken token, int timeoutMs, int connections) {}

    public HttpChargingGateway(Vertx vertx, Settings settings) {
        this.settings = settings;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(settings.timeoutMs())
                        .setVerifyHost(true)
                        .setMaxChunkSize(MAX_ANSWER_BYTES),
                new PoolOptions().setHttp1MaxSize(settings.connections()));
        // not the pool's queue: it opens more connections than it may after what waited in it was given up
        this.places = new Places(settings.connections(), settings.connections() * WAITING_PER_CONNECTION);
    }

    @Override
    public Future<Verdict> credit(Redemption redemption) {
        JsonObject body = new JsonObject()
                .put("phoneNumber", redemption.phoneNumber())
                .put("amountMinor", redemption.amount().amountMinor())
                .put("currency", redemption.amount().currency());
        return exchange(HttpMethod.PUT, redemption, body.toBuffer())
                .map(answer -> answer.verdict(redemption)
                        .orElseThrow(() -> new UnknownOutcomeException("it does not know what it was just told")));
    }

    @Override
    public Future<Optional<Verdict>> ask(Redemption redemption) {
        return exchange(HttpMethod.GET, redemption, Buffer.buffer()).map(answer -> answer.verdict(redemption));
    }

    private Future<ChargingAnswer> exchange(HttpMethod method, Redemption redemption, Buffer body) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(settings.url() + "/redemptions/" + redemption.id())
                .setConnectTimeout(settings.timeoutMs())
                .setFollowRedirects(false)
                .putHeader("Accept", "application/json");
        if (settings.token() != null) {
            options.putHeader("Authorization", settings.token().header());
        }
        if (body.length() > 0) {
            options.putHeader("Content-Type", "application/json");
        }
        Promise<ChargingAnswer> answer = Promise.promise();
        if (!places.enter(() -> begin(options, body, answer))) {
            return Future.failedFuture(new UnknownOutcomeException("too many requests wait for it"));
        }
        return answer.future()
                .timeout(settings.timeoutMs(), TimeUnit.MILLISECONDS)
                .onFailure(answer::tryFail);
    }

    /** @return false if it has waited too long */
    private boolean begin(RequestOptions options, Buffer body, Promise<ChargingAnswer> answer) {
        if (answer.future().isComplete()) {
            return false;
        }
        answer.future().onComplete(done -> places.leave());
        client.request(options).onComplete(request -> send(request, body, answer), answer::tryFail);
        return true;
    }

    /** What has had no whole answer in time is given up with its connection, and never sent if that took too long to open. */
    private static void send(HttpClientRequest request, Buffer body, Promise<ChargingAnswer> answer) {
        request.exceptionHandler(answer::tryFail);
        if (answer.future().isComplete()) {
            // a reset would take the connection out of the pool but leave it open, as nothing was sent over it
            request.connection().close();
            return;
        }
        answer.future().onFailure(late -> request.reset());
        request.send(body).onComplete(response -> read(response, answer), answer::tryFail);
    }

    private static void read(HttpClientResponse response, Promise<ChargingAnswer> answer) {
        Buffer read = Buffer.buffer();
        response.handler(piece -> {
            if (read.length() + piece.length() > MAX_ANSWER_BYTES) {
                answer.tryFail(new UnknownOutcomeException("its answer is too long"));
            } else {
                read.appendBuffer(piece);
            }
        });
        response.exceptionHandler(answer::tryFail);
        response.endHandler(end -> answer.tryComplete(new ChargingAnswer(response.statusCode(), read)));
    }

    @Override
    public void close() {
        client.close();
    }
}
