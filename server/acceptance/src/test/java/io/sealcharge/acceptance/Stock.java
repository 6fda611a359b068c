package io.sealcharge.acceptance;

import static org.awaitility.Awaitility.await;

import io.sealcharge.terminal.ChannelCredentials;
import io.sealcharge.terminal.OperatorClient;
import io.sealcharge.terminal.References;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;

/** What an operator does so that a product can be sold from stock. */
final class Stock implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String BATCHES = "/v1/admin/batches/";
    private static final String REASON = "{\"reason\":\"acceptance\"}";

    private final OperatorClient operator;

    Stock(Installation installation, URI platform) {
        this.operator = new OperatorClient(
                platform,
                ChannelCredentials.load(Installation.OPERATOR, installation.operatorKey()),
                Duration.ofSeconds(20));
    }

    /** Makes an active batch of the product that is sold from stock. */
    String fill(int quantity) {
        String batch = References.next();
        JsonObject order = new JsonObject()
                .put("id", batch)
                .put("product", Installation.STOCK_PRODUCT)
                .put("quantity", quantity);
        operator.call("POST", "/v1/admin/batches", order.encode());
        awaitIdle(batch, "draft");
        operator.call("POST", BATCHES + batch + "/validate", REASON);
        awaitIdle(batch, "validated");
        operator.call("POST", BATCHES + batch + "/activate", REASON);
        return batch;
    }

    private void awaitIdle(String batch, String state) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            JsonObject seen = new JsonObject(operator.call("GET", BATCHES + batch, ""));
            return !seen.containsKey("task") && seen.getString("state").equals(state);
        });
    }

    @Override
    public void close() {
        operator.close();
    }
}
