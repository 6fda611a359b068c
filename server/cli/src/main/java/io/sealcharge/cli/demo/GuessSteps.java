package io.sealcharge.cli.demo;

import static io.sealcharge.cli.demo.StepFailedException.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.terminal.OperatorClient;
import io.sealcharge.terminal.ProblemException;
import io.sealcharge.terminal.PurchaseOrder;
import io.sealcharge.terminal.RechargeOrder;
import io.sealcharge.terminal.References;
import io.sealcharge.terminal.Terminal;

/** A terminal that guesses PINs is barred, it alone, until an operator lifts the bar. */
final class GuessSteps {
    private static final int MOST_GUESSES = 200;

    private final Counter honest;
    private final Terminal guesser;
    private final String guesserName;
    private final OperatorClient operator;
    private final Steps steps;

    GuessSteps(Counter honest, Terminal guesser, String guesserName, OperatorClient operator, Steps steps) {
        this.honest = honest;
        this.guesser = guesser;
        this.guesserName = guesserName;
        this.operator = operator;
        this.steps = steps;
    }

    void run(String product) {
        PurchaseOrder order = new PurchaseOrder(product, 1, KeyEncryption.ECDH_ES);
        honest.buy(order);
        try (VoucherSecret voucher =
                honest.open(order.reference(), "guessed-at PIN").getFirst()) {
            steps.step(() ->
                    "another terminal guessed " + guess(voucher.pin()) + " PINs, all refused alike, and is barred");
        }
        steps.step(() -> {
            honest.terminal().requestRecharge(References.next());
            return "this terminal, of the same channel, is served as before";
        });
        steps.step(() -> {
            lift();
            guesser.requestRecharge(References.next());
            return "the operator lifted the bar, and the other terminal is served again";
        });
    }

    /** @param known a PIN of the right form, which is not tried itself */
    private int guess(Pin known) {
        for (int guesses = 0; guesses < MOST_GUESSES; guesses++) {
            try (Pin wrong = honest.anotherPin(known)) {
                guesser.recharge(new RechargeOrder(honest.number(), KeyEncryption.ECDH_ES), wrong);
                throw new StepFailedException("the platform accepted a guess");
            } catch (ProblemException problem) {
                if (problem.code().equals("terminal_barred")) {
                    return guesses;
                }
                require(problem.code().equals("recharge_refused"), "refused in another way: " + problem.getMessage());
            }
        }
        throw new StepFailedException("nobody minded " + MOST_GUESSES + " guesses");
    }

    private void lift() throws Exception {
        JsonNode bars = new ObjectMapper().readTree(operator.call("GET", "/v1/admin/bars?limit=500", ""));
        for (JsonNode bar : bars.path("items")) {
            if (bar.path("terminal").asText().equals(guesserName)) {
                operator.call("POST", "/v1/admin/bars/" + bar.path("id").asText() + "/lift", "{\"reason\":\"demo\"}");
                return;
            }
        }
        throw new StepFailedException("the operator does not see the bar");
    }
}
