package io.sealcharge.load.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealcharge.cli.DataFolder;
import io.sealcharge.load.drive.SalesChannel;
import io.sealcharge.terminal.ChannelCredentials;
import io.sealcharge.terminal.OperatorClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What an operator does before a run: channels with credit, and vouchers in stock. */
final class Market implements AutoCloseable {
    /** Of the catalogue that {@code ./run} makes. */
    static final String MINTED = "demo-50";

    static final String FROM_STOCK = "demo-card-50";

    private static final String CURRENCY = "CNY";
    /** More than any run spends. */
    private static final long CREDIT_MINOR = 100_000_000_000_000L;

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long POLL_MS = 200;
    private static final long POLLS_PER_WORD = 25;
    private static final String REASON = "{\"reason\":\"load test\"}";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI platform;
    private final OperatorClient operator;

    Market(URI platform, DataFolder data) {
        this.platform = platform;
        this.operator = new OperatorClient(
                platform, ChannelCredentials.load(DataFolder.DEMO_OPERATOR, data.operatorKey()), TIMEOUT);
    }

    /** Makes channels with credit and signs them in. */
    List<SalesChannel> openChannels(String run, int count) throws IOException, InterruptedException {
        List<SalesChannel> channels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ChannelCredentials credentials = ChannelCredentials.generate("bench-" + run + "-" + i);
            String path = "/v1/admin/channels/" + credentials.channel();
            operator.call("PUT", path, channel(credentials));
            ObjectNode credit = JSON.createObjectNode()
                    .put("reference", "bench")
                    .put("amountMinor", CREDIT_MINOR)
                    .put("currency", CURRENCY);
            operator.call("POST", path + "/credits", credit.toString());
            channels.add(SalesChannel.signIn(platform, credentials));
        }
        return channels;
    }

    private static String channel(ChannelCredentials credentials) throws JsonProcessingException {
        ObjectNode channel = JSON.createObjectNode().put("name", "Load test").put("allProducts", true);
        channel.putArray("scopes").add("vouchers:buy").add("vouchers:recharge");
        channel.putArray("keys").add(JSON.readTree(credentials.publicJwkJson()));
        return channel.toString();
    }

    /**
     * Makes vouchers of the product that is sold from stock and puts them on sale.
     *
     * @param progress gets a line now and then
     */
    void stock(String batch, int quantity, Consumer<String> progress) throws IOException, InterruptedException {
        ObjectNode order = JSON.createObjectNode()
                .put("id", batch)
                .put("product", FROM_STOCK)
                .put("quantity", quantity);
        operator.call("POST", "/v1/admin/batches", order.toString());
        awaitEnd(batch, "draft", progress);
        operator.call("POST", path(batch) + "/validate", REASON);
        awaitEnd(batch, "validated", progress);
        operator.call("POST", path(batch) + "/activate", REASON);
    }

    private void awaitEnd(String batch, String state, Consumer<String> progress)
            throws IOException, InterruptedException {
        for (long polls = 0; ; polls++) {
            JsonNode seen = JSON.readTree(operator.call("GET", path(batch), ""));
            if (!seen.has("task")) {
                if (!seen.path("state").asText().equals(state)) {
                    throw new IOException("batch " + batch + " did not become " + state + ": " + seen);
                }
                return;
            }
            if (polls % POLLS_PER_WORD == 0) {
                progress.accept("stock: " + seen.path("task").asText() + " "
                        + seen.path("percent").asInt() + " %");
            }
            Thread.sleep(POLL_MS);
        }
    }

    private static String path(String batch) {
        return "/v1/admin/batches/" + batch;
    }

    @Override
    public void close() {
        operator.close();
    }
}
