package io.sealcharge.load.flow;

import io.sealcharge.load.terminal.BuyerKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Orders of vouchers as terminals make them, made when they are wanted or ahead. */
public final class Orders {
    private static final int TERMINALS = 10_000;

    private final Books books;
    private final BuyerKeys keys;
    private final String rest;
    private final int quantity;
    private final int most;
    private final Deque<Order> ahead = new ArrayDeque<>();
    private int made;

    /** One order; its JSON is the body of createPurchase. */
    record Order(int number, String reference, BuyerKey key, byte[] json) {}

    /**
     * @param quantity vouchers in each
     * @param most orders; there are none after them
     */
    public Orders(Books books, BuyerKeys keys, String product, int quantity, int most) {
        this.books = books;
        this.keys = keys;
        this.rest = "\",\"product\":\"" + product + "\",\"quantity\":" + quantity + ",\"key\":";
        this.quantity = quantity;
        this.most = most;
    }

    int quantity() {
        return quantity;
    }

    /** Makes so many ahead, so that they cost nothing when they are sent. */
    public void makeAhead(int count) {
        for (int i = 0; i < count; i++) {
            ahead.add(make());
        }
    }

    Order next() {
        Order order = ahead.poll();
        return order == null ? make() : order;
    }

    private Order make() {
        made++;
        int number = books.beginPurchase();
        String reference = books.references().of(number);
        BuyerKey key = keys.next();
        String json = "{\"reference\":\"" + reference + "\",\"terminal\":\"bench-" + number % TERMINALS + rest
                + key.jwk() + "}";
        return new Order(number, reference, key, json.getBytes(StandardCharsets.ISO_8859_1));
    }

    boolean isExhausted() {
        return ahead.isEmpty() && made >= most;
    }
}
