package io.sealcharge.cli.demo;

import static io.sealcharge.cli.demo.StepFailedException.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealcharge.cli.Amounts;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.terminal.OperatorClient;
import io.sealcharge.terminal.Purchase;
import io.sealcharge.terminal.PurchaseOrder;
import java.util.List;

/** A batch made by an operator, checked and made active, and twenty vouchers of it in one order. */
final class StockSteps {
    private static final int BATCH = 60;
    private static final int ORDER = 20;
    private static final int MOST_POLLS = 600;
    private static final long POLL_MS = 50;

    private final Counter counter;
    private final OperatorClient operator;
    private final Steps steps;
    private final ObjectMapper json = new ObjectMapper();

    StockSteps(Counter counter, OperatorClient operator, Steps steps) {
        this.counter = counter;
        this.operator = operator;
        this.steps = steps;
    }

    /** @param batch an id that no batch has */
    void run(String product, String batch) {
        steps.step(() -> {
            operator.call(
                    "POST",
                    "/v1/admin/batches",
                    "{\"id\":\"%s\",\"product\":\"%s\",\"quantity\":%d}".formatted(batch, product, BATCH));
            awaitTask(batch, "draft");
            change(batch, "validate");
            awaitTask(batch, "validated");
            change(batch, "activate");
            return "an operator had a batch of " + BATCH + " vouchers of " + product
                    + " made, checked and activated: their PINs lie sealed under the HSM's key";
        });
        PurchaseOrder order = new PurchaseOrder(product, ORDER, KeyEncryption.ECDH_ES);
        steps.step(() -> {
            Purchase purchase = counter.buy(order);
            List<VoucherSecret> vouchers = counter.open(order.reference(), "stock PIN");
            long serials = vouchers.stream()
                    .map(VoucherSecret::serialNumber)
                    .distinct()
                    .count();
            long pins = vouchers.stream().map(VoucherSecret::pin).distinct().count();
            vouchers.forEach(VoucherSecret::close);
            require(serials == ORDER && pins == ORDER, "there are " + serials + " vouchers with " + pins + " PINs");
            return "bought " + ORDER + " of them in one order for "
                    + Amounts.words(purchase.totalMinor(), purchase.currency())
                    + ", each sealed by itself, and opened all";
        });
    }

    private void change(String batch, String to) {
        operator.call("POST", "/v1/admin/batches/" + batch + "/" + to, "{\"reason\":\"demo\"}");
    }

    private void awaitTask(String batch, String state) throws Exception {
        for (int polls = 0; polls < MOST_POLLS; polls++) {
            JsonNode seen = json.readTree(operator.call("GET", "/v1/admin/batches/" + batch, ""));
            if (!seen.has("task") && seen.path("state").asText().equals(state)) {
                return;
            }
            Thread.sleep(POLL_MS);
        }
        throw new StepFailedException("the batch did not become " + state + " in time");
    }
}
