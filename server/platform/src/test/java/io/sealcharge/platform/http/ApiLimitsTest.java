package io.sealcharge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealcharge.platform.http.TestApi.Reply;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiLimitsTest {
    private final TestApi api = new TestApi();

    @AfterEach
    void stop() {
        api.close();
    }

    private Reply postAs(String contentType, String... more) {
        String[] headers = new String[more.length + 4];
        headers[0] = "Authorization";
        headers[1] = "Bearer " + api.token();
        headers[2] = "Content-Type";
        headers[3] = contentType;
        System.arraycopy(more, 0, headers, 4, more.length);
        return api.send(
                "POST", "/v1/purchases", Bodies.good("createPurchase").getBytes(StandardCharsets.UTF_8), headers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/jsonx",
                "application/json; charset=iso-8859-1",
                "application/json; charset=utf-16",
                "application/json; q=1",
                "application/x-www-form-urlencoded"
            })
    void anotherMediaTypeIsNotRead(String contentType) {
        Reply reply = postAs(contentType);

        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.code()).isEqualTo("unsupported_media_type");
        assertThat(api.writes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "APPLICATION/JSON",
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\""
            })
    void jsonInUtf8IsRead(String contentType) {
        assertThat(postAs(contentType).status()).isEqualTo(201);
    }

    @Test
    void aBodyWithoutMediaTypeOrWithAnEncodingIsNotRead() {
        assertThat(api.send("POST", "/v1/purchases", new byte[] {'{'}, "Authorization", "Bearer " + api.token())
                        .code())
                .isEqualTo("unsupported_media_type");
        assertThat(postAs("application/json", "Content-Encoding", "gzip").code())
                .isEqualTo("unsupported_media_type");
        assertThat(postAs("application/json", "Content-Encoding", "identity").status())
                .isEqualTo(201);
    }

    @Test
    void aBodyOfTheLimitIsReadAndOneByteMoreIsNot() {
        String good = Bodies.good("createPurchase");
        String full = good + " ".repeat(TestApi.MAX_BODY_BYTES - good.length());

        assertThat(api.post("/v1/purchases", full).status()).isEqualTo(201);
        Reply reply = api.post("/v1/purchases", full + " ");
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.code()).isEqualTo("body_too_large");
    }

    @Test
    void aLongBodyInChunksIsRefusedAsSoonAsItIsTooLong() throws IOException {
        String head = "POST /v1/purchases HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + api.token()
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        String chunk = "1000\r\n" + " ".repeat(4096) + "\r\n";

        assertThat(raw(head + chunk.repeat(3))).startsWith("HTTP/1.1 413").contains("body_too_large");
    }

    @Test
    void aClientThatWaitsToBeAskedIsAskedOnlyIfItsBodyIsWelcome() throws IOException {
        String good = Bodies.good("createPurchase");
        String head = "POST /v1/purchases HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Expect: 100-continue\r\nAuthorization: Bearer ";

        assertThat(raw(head + "bad\r\nContent-Length: " + good.length() + "\r\n\r\n"))
                .startsWith("HTTP/1.1 401");
        assertThat(raw(head + api.token() + "\r\nContent-Length: 900000\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
        assertThat(raw(head + api.token() + "\r\nContent-Length: " + good.length() + "\r\n\r\n" + good))
                .startsWith("HTTP/1.1 100 Continue")
                .contains("HTTP/1.1 201");
    }

    @Test
    void whatIsTooLongOrNoHttpIsAProblem() throws IOException {
        assertThat(raw("GET /v1/purchases?reference=" + "a".repeat(5000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .contains(" 414 ")
                .contains("uri_too_long");
        assertThat(raw("GET /v1/products HTTP/1.1\r\nHost: a\r\nX-Long: " + "a".repeat(20_000) + "\r\n\r\n"))
                .contains(" 431 ")
                .contains("headers_too_large");
        assertThat(raw("GET /v1/purchases/%zz HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + api.token()
                        + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("malformed_request");
        assertThat(raw("GET /v1/purchases?reference=%zz HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + api.token()
                        + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("malformed_request");
    }

    /** Sends bytes and reads what comes back until a second of silence. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            StringBuilder reply = new StringBuilder();
            byte[] bytes = new byte[8192];
            try {
                for (int n = socket.getInputStream().read(bytes);
                        n > 0;
                        n = socket.getInputStream().read(bytes)) {
                    socket.setSoTimeout(1000);
                    reply.append(new String(bytes, 0, n, StandardCharsets.UTF_8));
                }
            } catch (IOException silence) {
                // the connection is kept open
            }
            return reply.toString();
        }
    }

    private CompletableFuture<Reply> buyLater(String reference) {
        return CompletableFuture.supplyAsync(
                () -> api.post("/v1/purchases", Bodies.with("createPurchase", "reference", reference)));
    }

    @Test
    void moreRequestsThanThereIsRoomForAreTurnedAwayAndTheOthersFinish() {
        api.keys.gate = Promise.promise();
        CompletableFuture<Reply> first = buyLater("a");
        CompletableFuture<Reply> second = buyLater("b");
        await().until(() -> api.admission.inFlight() == TestApi.MAX_IN_FLIGHT);

        Reply third = buyLater("c").join();

        assertThat(third.status()).isEqualTo(503);
        assertThat(third.code()).isEqualTo("overloaded");
        assertThat(third.header("Retry-After")).isEqualTo("1");
        assertThat(api.meters.counter("sealcharge.http.refused").count()).isEqualTo(1);
        assertThat(api.getAs("/v1/products").code()).isEqualTo("overloaded");
        assertThat(api.get("/health/live").status()).isEqualTo(200);
        api.keys.gate.complete();
        assertThat(first.join().status()).isEqualTo(201);
        assertThat(second.join().status()).isEqualTo(201);
        await().until(() -> api.admission.inFlight() == 0);
    }

    @Test
    void aPlatformThatShutsDownFinishesWhatIsUnderWayAndTakesNoMore() {
        api.keys.gate = Promise.promise();
        CompletableFuture<Reply> underWay = buyLater("a");
        await().until(() -> api.admission.inFlight() == 1);

        var drained = api.admission.shut();

        assertThat(buyLater("b").join().code()).isEqualTo("shutting_down");
        assertThat(drained.isComplete()).isFalse();
        api.keys.gate.complete();
        assertThat(underWay.join().status()).isEqualTo(201);
        await().until(drained::succeeded);
    }
}
