package io.sealcharge.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The platform's HTTP calls. Takes request bodies as the bytes they are, so that a repeat is the same to the byte.
 * Repeats nothing by itself, except once with a new access token after a 401, which comes before anything happens.
 *
 * <p>Each call throws {@link ProblemException} if the platform refuses, {@link PlatformUnreachableException} if no
 * answer comes and {@link UnexpectedAnswerException} if the answer is not in the contract.
 */
public final class PlatformClient implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final byte[] NO_BODY = {};
    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    private final URI base;
    private final Http http;
    private final AccessTokens tokens;

    /**
     * @param base the platform's URL, with https unless its host is loopback
     * @throws IllegalArgumentException if access tokens would travel in the clear
     */
    public PlatformClient(
            URI base, ChannelCredentials credentials, Duration timeout, Clock clock, ExchangeListener listener) {
        this.base = checked(base);
        this.http = new Http(CONNECT_TIMEOUT, timeout, listener);
        this.tokens = new AccessTokens(http, at("/oauth2/token"), credentials, clock);
    }

    private static URI checked(URI base) {
        boolean clear = "http".equals(base.getScheme());
        if (base.getHost() == null || !(clear || "https".equals(base.getScheme()))) {
            throw new IllegalArgumentException("the platform's URL must be https://host[:port], not " + base);
        }
        if (clear && !isLoopback(base.getHost())) {
            throw new IllegalArgumentException("plain http goes to loopback only; use https for " + base.getHost());
        }
        return base;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    /** GET /v1/products. */
    public List<Product> listProducts() {
        return items(get("/v1/products"), Product.class);
    }

    /** POST /v1/purchases. */
    public Answer<Purchase> createPurchase(byte[] body) {
        return post("/v1/purchases", body, Purchase.class);
    }

    /** GET /v1/purchases/{purchaseId}. */
    public Purchase getPurchase(String purchaseId) {
        return Json.read(get("/v1/purchases/" + encode(purchaseId)).body(), Purchase.class);
    }

    /** GET /v1/purchases?reference=. */
    public Optional<Purchase> findPurchase(String reference) {
        return items(get("/v1/purchases?reference=" + encode(reference)), Purchase.class).stream()
                .findFirst();
    }

    /** POST /v1/purchases/{purchaseId}/acknowledgement; the receipt, without envelopes. */
    public Purchase acknowledgePurchase(String purchaseId) {
        Reply reply = call("POST", "/v1/purchases/" + encode(purchaseId) + "/acknowledgement", EMPTY_OBJECT);
        return Json.read(reply.body(), Purchase.class);
    }

    /** POST /v1/purchases/{purchaseId}/replacement. */
    public Answer<Replacement> replaceVoucher(String purchaseId, byte[] body) {
        return post("/v1/purchases/" + encode(purchaseId) + "/replacement", body, Replacement.class);
    }

    /** POST /v1/terminals. */
    public Answer<RegisteredTerminal> registerTerminal(byte[] body) {
        return post("/v1/terminals", body, RegisteredTerminal.class);
    }

    /** POST /v1/terminals/{terminalId}/rotate. */
    public Answer<RegisteredTerminal> rotateTerminal(String terminalId, byte[] body) {
        return post("/v1/terminals/" + encode(terminalId) + "/rotate", body, RegisteredTerminal.class);
    }

    /** DELETE /v1/terminals/{terminalId}. */
    public void revokeTerminal(String terminalId) {
        call("DELETE", "/v1/terminals/" + encode(terminalId), NO_BODY);
    }

    /** POST /v1/recharge-requests with a shared key. */
    public Answer<SharedKeyOffer> createSharedRechargeRequest(byte[] body) {
        return post("/v1/recharge-requests", body, SharedKeyOffer.class);
    }

    /** POST /v1/recharge-requests; the statement inside is not yet verified. */
    public Answer<RechargeKeyOffer> createRechargeRequest(byte[] body) {
        return post("/v1/recharge-requests", body, RechargeKeyOffer.class);
    }

    /** POST /v1/recharges. */
    public Answer<Recharge> createRecharge(byte[] body) {
        return post("/v1/recharges", body, Recharge.class);
    }

    /** GET /v1/recharges/{rechargeId}. */
    public Recharge getRecharge(String rechargeId) {
        return Json.read(get("/v1/recharges/" + encode(rechargeId)).body(), Recharge.class);
    }

    /** GET /v1/recharges?reference=. */
    public Optional<Recharge> findRecharge(String reference) {
        return items(get("/v1/recharges?reference=" + encode(reference)), Recharge.class).stream()
                .findFirst();
    }

    /** GET /v1/vouchers/{serialNumber}. */
    public VoucherStatus getVoucher(String serialNumber) {
        return Json.read(get("/v1/vouchers/" + encode(serialNumber)).body(), VoucherStatus.class);
    }

    /**
     * GET /v1/subscribers/{phoneNumber}/balance.
     *
     * @param phoneNumber E.164
     */
    public SubscriberBalance getSubscriberBalance(String phoneNumber) {
        return Json.read(
                get("/v1/subscribers/" + encode(phoneNumber) + "/balance").body(), SubscriberBalance.class);
    }

    /** GET /v1/account. */
    public Account getAccount() {
        return Json.read(get("/v1/account").body(), Account.class);
    }

    /** GET /v1/account/statement. */
    public Statement getStatement(Statement.Query query) {
        StringBuilder path = new StringBuilder("/v1/account/statement?currency=").append(encode(query.currency()));
        Map<String, Object> optional = new LinkedHashMap<>();
        optional.put("from", query.from());
        optional.put("to", query.to());
        optional.put("cursor", query.cursor());
        optional.put("limit", query.limit());
        optional.forEach((name, value) -> {
            if (value != null) {
                path.append('&').append(name).append('=').append(encode(value.toString()));
            }
        });
        return Json.read(get(path.toString()).body(), Statement.class);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private URI at(String path) {
        String prefix = base.toString();
        return URI.create((prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix) + path);
    }

    private Reply get(String path) {
        return call("GET", path, NO_BODY);
    }

    private <T> Answer<T> post(String path, byte[] body, Class<T> type) {
        Reply reply = call("POST", path, body);
        return new Answer<>(Json.read(reply.body(), type), reply.text(), reply.isReplayed());
    }

    private Reply call(String method, String path, byte[] body) {
        return call(method, path, "application/json", body);
    }

    Reply call(String method, String path, String mediaType, byte[] body) {
        String token = tokens.token();
        Reply reply = call(method, path, mediaType, body, token);
        if (reply.status() == 401) {
            tokens.forget(token);
            reply = call(method, path, mediaType, body, tokens.token());
        }
        if (!reply.isSuccess()) {
            throw Problems.of(reply);
        }
        return reply;
    }

    private Reply call(String method, String path, String mediaType, byte[] body, String token) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "Bearer " + token);
        headers.put("Accept", "application/json, application/problem+json");
        if (body.length > 0) {
            headers.put("Content-Type", mediaType);
        }
        return http.send(method, at(path), headers, body);
    }

    private static <T> List<T> items(Reply reply, Class<T> type) {
        List<T> items = new ArrayList<>();
        for (JsonNode item : Json.tree(reply.body()).path("items")) {
            items.add(Json.read(item, type));
        }
        return List.copyOf(items);
    }

    @Override
    public void close() {
        http.close();
    }
}
