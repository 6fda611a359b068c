package io.sealcharge.acceptance;

import io.sealcharge.terminal.Exchange;
import io.sealcharge.terminal.ExchangeListener;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Every final answer that terminals got, by the act it answers. Whoever asks again, whenever and wherever, must get the
 * same status and the same bytes; an answer that says "later" is none.
 */
final class AnswerBook implements ExchangeListener {
    private static final int PENDING = 202;
    private static final List<Integer> LATER = List.of(PENDING, 401, 402, 403, 429, 503);

    private final Map<Asked, Given> answers = new ConcurrentHashMap<>();
    private final Queue<String> differences = new ConcurrentLinkedQueue<>();

    /** @param path of the operation that the act is asked for at */
    record Asked(String path, String reference) {}

    record Given(int status, String body) {}

    @Override
    public void received(Exchange exchange) {
        if (!exchange.method().equals("POST") || !exchange.uri().getPath().startsWith("/v1/")) {
            return;
        }
        answered(
                exchange.uri().getPath(),
                new JsonObject(exchange.requestBody()).getString("reference"),
                new Given(exchange.status(), exchange.responseBody()));
    }

    void answered(String path, String reference, Given answer) {
        if (LATER.contains(answer.status())) {
            return;
        }
        Asked asked = new Asked(path, reference);
        Given first = answers.putIfAbsent(asked, answer);
        if (first != null && !first.equals(answer)) {
            differences.add(asked + " was answered " + first + " and then " + answer);
        }
    }

    Optional<Given> answer(String path, String reference) {
        return Optional.ofNullable(answers.get(new Asked(path, reference)));
    }

    /** The bodies of all answers of success at that path, by reference. */
    Map<String, JsonObject> successes(String path) {
        Map<String, JsonObject> successes = new TreeMap<>();
        answers.forEach((asked, given) -> {
            if (asked.path().equals(path) && given.status() / 100 == 2) {
                successes.put(asked.reference(), new JsonObject(given.body()));
            }
        });
        return successes;
    }

    /** Acts that were answered in two ways. */
    List<String> differences() {
        return List.copyOf(differences);
    }
}
