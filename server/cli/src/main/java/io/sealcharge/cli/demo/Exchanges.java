package io.sealcharge.cli.demo;

import io.sealcharge.terminal.Exchange;
import io.sealcharge.terminal.ExchangeListener;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Keeps every HTTP exchange of the demo, to be searched; shows them if asked to. */
public final class Exchanges implements ExchangeListener {
    private final List<Exchange> kept = new ArrayList<>();
    private final Consumer<String> shown;

    /** @param shown gets each exchange as text */
    public Exchanges(Consumer<String> shown) {
        this.shown = shown;
    }

    @Override
    public void received(Exchange exchange) {
        kept.add(exchange);
        shown.accept(text(exchange));
    }

    /** Keeps an exchange that never was, unshown. */
    void plant(Exchange canary) {
        kept.add(canary);
    }

    void remove(Exchange canary) {
        kept.remove(canary);
    }

    int count() {
        return kept.size();
    }

    /** The answer's body of the latest exchange. */
    String latestAnswer() {
        return kept.getLast().responseBody();
    }

    SearchReport search(PinSearch secrets) {
        SearchReport report = new SearchReport();
        for (Exchange exchange : kept) {
            byte[] bytes = text(exchange).getBytes(StandardCharsets.UTF_8);
            report.searched(
                    Place.HTTP_BODY,
                    exchange.method() + " " + exchange.uri().getPath(),
                    bytes.length,
                    secrets.in(bytes));
        }
        return report;
    }

    private static String text(Exchange exchange) {
        return "> " + exchange.method() + " " + exchange.uri() + "\n"
                + headers("> ", exchange.requestHeaders())
                + body(exchange.requestBody())
                + "< " + exchange.status() + " after "
                + exchange.elapsed().toMillis() + " ms\n"
                + headers("< ", exchange.responseHeaders())
                + body(exchange.responseBody());
    }

    private static String headers(String mark, Map<String, List<String>> headers) {
        return headers.entrySet().stream()
                .map(header -> mark + header.getKey() + ": " + String.join(", ", header.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private static String body(String body) {
        return body.isEmpty() ? "" : body + "\n";
    }
}
