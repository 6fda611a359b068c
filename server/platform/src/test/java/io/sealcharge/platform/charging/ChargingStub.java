package io.sealcharge.platform.charging;

import io.sealcharge.platform.charging.ChargingLine.Request;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A charging system on loopback for tests: it keeps the contract that {@link HttpChargingGateway} states, with books of
 * its own, and behaves as it is told, for each phone number or for all.
 */
public final class ChargingStub implements AutoCloseable {
    /** How late {@link ChargingManner#LATE} is. */
    public static final int LATE_MS = 700;
    /** Where {@link ChargingManner#REDIRECTING} leads. */
    static final String ELSEWHERE = "/elsewhere/";

    private static final String PATH = "/api";
    private static final String REDEMPTIONS = PATH + "/redemptions/";

    private final Map<String, Entry> books = new ConcurrentHashMap<>();
    private final Map<String, String> numbers = new ConcurrentHashMap<>();
    private final Map<String, ChargingManner> manners = new ConcurrentHashMap<>();
    private final Set<String> rejected = ConcurrentHashMap.newKeySet();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger mostConnections = new AtomicInteger();
    private final int port;
    private volatile ChargingManner manner = ChargingManner.AT_ONCE;
    private ServerSocket server;
    private Thread acceptor;

    private record Entry(JsonObject request, String status) {}

    /**
     * A request that came in.
     *
     * @param id of the redemption, or the whole path if it is no redemption's
     * @param phoneNumber as far as it is known from this request or an earlier one
     * @param authorization the header, empty if there was none
     */
    public record Asked(String method, String id, String phoneNumber, String authorization) {}

    public ChargingStub() {
        server = listening(0);
        port = server.getLocalPort();
        acceptor = accept(server);
    }

    private static ServerSocket listening(int port) {
        try {
            ServerSocket server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Thread accept(ServerSocket listening) {
        return Thread.ofVirtual().name("charging-stub").start(() -> {
            try {
                while (true) {
                    Socket socket = listening.accept();
                    connections.add(socket);
                    mostConnections.accumulateAndGet(connections.size(), Math::max);
                    Thread.ofVirtual().start(() -> serve(socket));
                }
            } catch (IOException closed) {
                // refused from now on
            }
        });
    }

    private void serve(Socket socket) {
        try (socket) {
            ChargingLine line = new ChargingLine(socket);
            for (Optional<Request> request = line.next(); request.isPresent(); request = line.next()) {
                take(request.get(), line);
            }
        } catch (IOException gone) {
            // the other side has given up, or this one has gone away
        } finally {
            connections.remove(socket);
        }
    }

    private void take(Request request, ChargingLine line) throws IOException {
        boolean known = request.path().startsWith(REDEMPTIONS);
        String id = known ? request.path().substring(REDEMPTIONS.length()) : request.path();
        JsonObject body = request.body().isEmpty() ? new JsonObject() : new JsonObject(request.body());
        if (body.containsKey("phoneNumber")) {
            numbers.put(id, body.getString("phoneNumber"));
        }
        String number = numbers.getOrDefault(id, "");
        asked.add(new Asked(request.method(), id, number, request.headers().getOrDefault("authorization", "")));
        if (!known) {
            faults.add("asked for " + id);
            line.send(200, new ChargingManner.Answer(id, "credited").json());
            return;
        }
        ChargingManner how = manners.getOrDefault(number, manner);
        if (request.method().equals("PUT") && how.books()) {
            book(id, body);
        }
        Entry entry = books.get(id);
        if (entry == null && how.books()) {
            line.send(404, "");
        } else {
            how.answer(line, new ChargingManner.Answer(id, entry == null ? "credited" : entry.status()));
        }
    }

    /** The first request decides; each later one gets what the first got. */
    private void book(String id, JsonObject request) {
        Entry entry = new Entry(request, rejected.contains(request.getString("phoneNumber")) ? "rejected" : "credited");
        Entry first = books.putIfAbsent(id, entry);
        if (first != null && !first.request().equals(request)) {
            faults.add(id + " was first " + first.request() + " and then " + request);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port + PATH;
    }

    /** From now on, to all numbers for which nothing else is said. */
    public void answers(ChargingManner how) {
        manner = how;
    }

    /** From now on, to requests about this number. */
    public void answers(String phoneNumber, ChargingManner how) {
        manners.put(phoneNumber, how);
    }

    /** What is asked for this number from now on is rejected. */
    public void rejects(String phoneNumber) {
        rejected.add(phoneNumber);
    }

    /** All requests so far, in order. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public List<Asked> asked(String phoneNumber) {
        return asked.stream()
                .filter(one -> one.phoneNumber().equals(phoneNumber))
                .toList();
    }

    /** What the number was credited with, each redemption once. */
    public long creditedMinor(String phoneNumber) {
        return books.values().stream()
                .filter(entry -> entry.status().equals("credited"))
                .filter(entry -> entry.request().getString("phoneNumber").equals(phoneNumber))
                .mapToLong(entry -> entry.request().getLong("amountMinor"))
                .sum();
    }

    /** What a client that keeps the contract never does. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    int connections() {
        return connections.size();
    }

    int mostConnections() {
        return mostConnections.get();
    }

    /** Connections are refused from now on, and those that are open end. */
    public void refuse() {
        try {
            server.close();
            // until it has left accept(), connections are still accepted
            acceptor.join();
            for (Socket socket : connections) {
                socket.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** Is there again, with its books, at the same URL. */
    public void comeBack() {
        server = listening(port);
        acceptor = accept(server);
    }

    @Override
    public void close() {
        refuse();
    }
}
