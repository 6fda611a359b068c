package io.sealcharge.terminal;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sealcharge.envelope.P256Point;
import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.PinnedKeys;
import io.sealcharge.envelope.RechargeContent;
import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.envelope.RechargeKey;
import io.sealcharge.envelope.RechargeKeyStatement;
import io.sealcharge.envelope.SoftwareEnvelopeOpener;
import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.envelope.UnreadableEnvelopeException;
import io.sealcharge.envelope.VoucherEnvelope;
import io.sealcharge.envelope.VoucherSecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/** As much of a platform as a terminal needs, on loopback: it remembers bodies by reference and counts money once. */
final class FakePlatform implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    static final String PIN = "738201946527301846";
    static final String CHANNEL = "channel-1";
    static final String TERMINAL = "terminal-1";

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpServer server;
    private final Map<String, byte[]> answers = new HashMap<>();
    private final Map<String, KeyPair> rechargeKeys = new HashMap<>();
    private final KeyPair signingKey = ecPair();
    private final List<Received> received = new ArrayList<>();

    final FakeSharedKeys shared = new FakeSharedKeys();
    int pendingAnswers;
    String pendingThen = "redeemed";
    ECKey channelKey;
    KeyPair signWith = signingKey;
    UnaryOperator<RechargeKey> statement = key -> key;
    String replaceAnswerOf = "";
    Scripted scripted = new Scripted(0, "", Map.of());
    String stallIn = "";
    private final CountDownLatch stalled = new CountDownLatch(1);
    String validToken = "token-1";
    int tokensIssued;
    long balanceMinor;

    record Received(String method, String path, String authorization, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    record Scripted(int status, String body, Map<String, String> headers) {}

    FakePlatform() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    PinnedKeys pins() {
        return pins(signingKey);
    }

    static PinnedKeys pins(KeyPair pair) {
        P256Point point = P256Point.of((ECPublicKey) pair.getPublic());
        return PinnedKeys.parse("{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + point.x() + "\",\"y\":\""
                + point.y() + "\"}]}");
    }

    synchronized List<Received> received(String path) {
        return received.stream().filter(one -> one.path().equals(path)).toList();
    }

    private synchronized void handle(HttpExchange exchange) {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().toString();
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            received.add(new Received(exchange.getRequestMethod(), path, authorization, body));
            Scripted reply = reply(path, authorization, body);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] answer = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(
                    reply.status(), answer.length == 0 ? -1 : answer.length + (path.equals(stallIn) ? 1 : 0));
            exchange.getResponseBody().write(answer);
            if (path.equals(stallIn)) {
                exchange.getResponseBody().flush();
                stalled.await();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Scripted reply(String path, String authorization, byte[] body) throws IOException {
        if (path.equals("/oauth2/token")) {
            return token(new String(body, StandardCharsets.UTF_8));
        }
        if (!("Bearer " + validToken).equals(authorization)) {
            return problem(401, "unauthenticated");
        }
        if (path.equals(replaceAnswerOf)) {
            return scripted;
        }
        if (path.startsWith("/v1/subscribers/")) {
            return ok("{\"phoneNumber\":\"+8613800138000\",\"balances\":[{\"balanceMinor\":%d,\"currency\":\"CNY\"}]}"
                    .formatted(balanceMinor));
        }
        if (path.contains("?reference=")) {
            byte[] known = answers.get(path.substring(0, path.indexOf('?')) + path.substring(path.indexOf('=') + 1));
            return ok("{\"items\":[" + (known == null ? "" : new String(known, StandardCharsets.UTF_8)) + "]}");
        }
        if (path.startsWith("/v1/recharges/")) {
            pendingAnswers--;
            return ok(pending(pendingAnswers > 0 ? "pending" : pendingThen));
        }
        if (path.endsWith("/acknowledgement")) {
            return ok(receipt(path.split("/", -1)[3]));
        }
        if (path.startsWith("/v1/terminals/") && body.length == 0) {
            return new Scripted(204, "", Map.of());
        }
        return once(path, mapper.readTree(body));
    }

    /** The answer to a purchase without its envelopes. */
    String receipt(String purchaseId) {
        return "{\"id\":\"%s\",\"reference\":\"order-1\",\"terminal\":\"%s\",\"product\":\"demo-50\",\"quantity\":2,\"totalMinor\":4900,\"commissionMinor\":0,\"currency\":\"CNY\",\"createdAt\":\"2026-11-22T08:00:00.000Z\",\"answerErased\":true,\"vouchers\":[{\"serialNumber\":\"1000\",\"faceValueMinor\":5000,\"currency\":\"CNY\",\"expiresAt\":\"2026-11-22T08:01:00.000Z\"}]}"
                .formatted(purchaseId, TERMINAL);
    }

    private static String pending(String status) {
        return "{\"id\":\"r-1\",\"reference\":\"recharge-1\",\"terminal\":\"%s\",\"status\":\"%s\"}"
                .formatted(TERMINAL, status);
    }

    private Scripted once(String path, JsonNode body) throws IOException {
        String act = path + body.path("reference").asText();
        byte[] known = answers.get(act);
        if (known != null) {
            return new Scripted(200, new String(known, StandardCharsets.UTF_8), Map.of("Idempotency-Replayed", "true"));
        }
        if (path.equals("/v1/recharges") && pendingAnswers > 0) {
            return new Scripted(202, pending("pending"), Map.of());
        }
        if (path.endsWith("/replacement")) {
            return kept(act, replacement(path.split("/", -1)[3], body));
        }
        if (path.endsWith("/rotate")) {
            String id = path.split("/", -1)[3];
            return kept(act, shared.next(id, 2, body.get("reference").asText(), key(body)));
        }
        Scripted reply = switch (path) {
            case "/v1/terminals" ->
                new Scripted(
                        201,
                        shared.next(shared.newId(), 1, body.get("reference").asText(), key(body)),
                        Map.of());
            case "/v1/purchases" -> purchase(body);
            case "/v1/recharge-requests" -> rechargeRequest(body);
            case "/v1/recharges" -> recharge(body);
            default -> problem(404, "not_found");
        };
        if (reply.status() < 300) {
            answers.put(act, reply.body().getBytes(StandardCharsets.UTF_8));
        }
        return reply;
    }

    private Scripted kept(String act, String answer) {
        answers.put(act, answer.getBytes(StandardCharsets.UTF_8));
        return new Scripted(201, answer, Map.of());
    }

    private TerminalPublicKey key(JsonNode body) {
        return TerminalPublicKey.of(mapper.convertValue(body.get("key"), new TypeReference<Map<String, Object>>() {}));
    }

    private String replacement(String purchaseId, JsonNode body) {
        return "{\"id\":\"x-1\",\"reference\":%s,\"purchaseId\":\"%s\",\"replacedSerialNumber\":%s,\"createdAt\":\"2026-11-22T08:00:00.000Z\",\"voucher\":%s}"
                .formatted(
                        body.get("reference"),
                        purchaseId,
                        body.get("serialNumber"),
                        voucher(body, "2000", body.get("reference").asText()));
    }

    private String voucher(JsonNode body, String serialNumber, String reference) {
        return "{\"serialNumber\":\"%s\",\"faceValueMinor\":5000,\"currency\":\"CNY\",\"expiresAt\":\"2026-11-22T08:01:00.000Z\",\"envelope\":\"%s\"}"
                .formatted(serialNumber, envelope(body, serialNumber, reference));
    }

    private String envelope(JsonNode body, String serialNumber, String reference) {
        if (body.has("terminalKey")) {
            return shared.voucher(body.get("terminalKey"), serialNumber, reference, NOW.plusSeconds(60));
        }
        TerminalPublicKey key = key(body);
        VoucherSecret secret = new VoucherSecret(
                new Pin(PIN.toCharArray()),
                serialNumber,
                5000,
                "CNY",
                NOW.plusSeconds(60),
                reference,
                key.thumbprint());
        return VoucherEnvelope.seal(secret, key);
    }

    private Scripted token(String form) {
        try {
            SignedJWT assertion = SignedJWT.parse(form.substring(form.indexOf("client_assertion=") + 17));
            boolean good = assertion.verify(new ECDSAVerifier(channelKey))
                    && assertion.getJWTClaimsSet().getSubject().equals(CHANNEL)
                    && assertion.getJWTClaimsSet().getIssuer().equals(CHANNEL)
                    && assertion.getJWTClaimsSet().getAudience().contains(uri() + "/oauth2/token");
            if (!good) {
                return new Scripted(
                        401, "{\"error\":\"invalid_client\",\"error_description\":\"not your key\"}", Map.of());
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        tokensIssued++;
        validToken = "token-" + tokensIssued;
        return ok("{\"access_token\":\"" + validToken
                + "\",\"token_type\":\"Bearer\",\"expires_in\":600,\"scope\":\"\"}");
    }

    private Scripted purchase(JsonNode body) {
        StringBuilder vouchers = new StringBuilder();
        for (int i = 0; i < body.get("quantity").asInt(); i++) {
            vouchers.append(i == 0 ? "" : ",")
                    .append(voucher(body, "100" + i, body.get("reference").asText()));
        }
        return new Scripted(
                201,
                "{\"id\":\"p-1\",\"reference\":%s,\"terminal\":%s,\"product\":%s,\"quantity\":%s,\"totalMinor\":4900,\"currency\":\"CNY\",\"createdAt\":\"2026-11-22T08:00:00.000Z\",\"vouchers\":[%s]}"
                        .formatted(
                                body.get("reference"),
                                body.get("terminal"),
                                body.get("product"),
                                body.get("quantity"),
                                vouchers),
                Map.of());
    }

    private Scripted rechargeRequest(JsonNode body) {
        if (body.has("terminalKey")) {
            return new Scripted(
                    201,
                    "{\"id\":\"k-1\",\"reference\":%s,\"kid\":%s,\"expiresAt\":\"2026-11-22T08:02:00.000Z\",\"createdAt\":\"2026-11-22T08:00:00.000Z\"}"
                            .formatted(
                                    body.get("reference"),
                                    body.get("terminalKey").get("kid")),
                    Map.of());
        }
        KeyPair pair = ecPair();
        P256Point point = P256Point.of((ECPublicKey) pair.getPublic());
        String reference = body.get("reference").asText();
        rechargeKeys.put(point.thumbprint(), pair);
        RechargeKey key = statement.apply(new RechargeKey(
                point.thumbprint(), point, uri().toString(), reference, CHANNEL, TERMINAL, NOW.plusSeconds(120)));
        return new Scripted(
                201,
                "{\"id\":\"k-1\",\"reference\":\"%s\",\"terminal\":\"%s\",\"kid\":\"%s\",\"expiresAt\":\"2026-11-22T08:02:00.000Z\",\"algorithms\":[\"ECDH-ES\"],\"signature\":\"%s\"}"
                        .formatted(reference, TERMINAL, point.thumbprint(), signed(key)),
                Map.of());
    }

    private String signed(RechargeKey key) {
        byte[] input = RechargeKeyStatement.signingInput(
                key, P256Point.of((ECPublicKey) signingKey.getPublic()).thumbprint());
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(signWith.getPrivate());
            signature.update(input);
            return RechargeKeyStatement.assemble(input, signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Scripted recharge(JsonNode body) {
        RechargeEnvelope envelope = RechargeEnvelope.parse(body.get("envelope").asText());
        try (RechargeContent content = open(envelope);
                Pin right = new Pin(PIN.toCharArray())) {
            if (!content.phoneNumber().equals(body.get("phoneNumber").asText())
                    || !content.reference().equals(body.get("reference").asText())
                    || !content.pin().equals(right)) {
                return problem(422, "recharge_refused");
            }
        } catch (UnreadableEnvelopeException unreadable) {
            return problem(422, "recharge_refused");
        }
        balanceMinor += 5000;
        return ok(
                "{\"id\":\"r-1\",\"reference\":%1$s,\"terminal\":%2$s,\"status\":\"redeemed\",\"receipt\":{\"rechargeId\":\"r-1\",\"reference\":%1$s,\"serialNumber\":\"1000\",\"phoneNumber\":%3$s,\"amountMinor\":5000,\"currency\":\"CNY\",\"redeemedAt\":\"2026-11-22T08:00:01.000Z\"}}"
                        .formatted(body.get("reference"), body.get("terminal"), body.get("phoneNumber")));
    }

    private RechargeContent open(RechargeEnvelope envelope) {
        if (envelope.isShared()) {
            return shared.open(envelope);
        }
        ECPrivateKey key = (ECPrivateKey) rechargeKeys.get(envelope.kid()).getPrivate();
        return envelope.open(new SoftwareEnvelopeOpener(key));
    }

    static Scripted ok(String body) {
        return new Scripted(200, body, Map.of("Content-Type", "application/json"));
    }

    static Scripted problem(int status, String code) {
        return new Scripted(
                status,
                "{\"type\":\"urn:sealcharge:problem:%1$s\",\"title\":\"t\",\"status\":%2$d,\"code\":\"%1$s\",\"detail\":\"why\",\"traceId\":\"trace-9\",\"errors\":[{\"field\":\"/quantity\",\"rule\":\"must be 1 to 100\"}]}"
                        .formatted(code, status),
                Map.of("Content-Type", "application/problem+json", "Retry-After", "7"));
    }

    static KeyPair ecPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean holdsPin(byte[] bytes) {
        return HexFormat.of()
                .formatHex(bytes)
                .contains(HexFormat.of().formatHex(PIN.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public void close() {
        stalled.countDown();
        server.stop(0);
    }
}
