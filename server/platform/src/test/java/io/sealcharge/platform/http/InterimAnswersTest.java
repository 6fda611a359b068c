package io.sealcharge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class InterimAnswersTest {
    private static final int IDLE_TIMEOUT_MS = 600;
    private static final int WORK_MS = 1_500;

    private final Vertx vertx = Vertx.vertx();
    private final InterimAnswers interim = new InterimAnswers(vertx, IDLE_TIMEOUT_MS / 3);
    private HttpServer server;

    @BeforeEach
    void listen() {
        server = TestApi.await(vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(0)
                        .setIdleTimeout(IDLE_TIMEOUT_MS)
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS))
                .requestHandler(request -> request.endHandler(read -> {
                    Future<Long> work =
                            vertx.timer(WORK_MS, TimeUnit.MILLISECONDS).map(0L);
                    (request.path().equals("/kept") ? interim.during(work, request) : work)
                            .onSuccess(done -> request.response().end("done"));
                }))
                .listen());
    }

    @AfterEach
    void close() {
        TestApi.await(vertx.close());
    }

    private String post(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI url = URI.create("http://127.0.0.1:" + server.actualPort() + path);
            return client.send(
                            HttpRequest.newBuilder(url)
                                    .version(HttpClient.Version.HTTP_1_1)
                                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void anAnswerThatTakesLongerThanConnectionsMayBeIdleArrives() throws Exception {
        assertThat(post("/kept")).isEqualTo("done");
        assertThatThrownBy(() -> post("/left")).isInstanceOf(IOException.class);
    }
}
