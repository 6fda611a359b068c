package io.sealcharge.cli.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sealcharge.cli.Console;
import io.sealcharge.cli.Sealcharge;
import io.sealcharge.terminal.ChannelCredentials;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Commands of ./sealcharge admin against a platform whose answers tests script. */
abstract class ScriptedPlatform {
    private static final String TOKEN =
            "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":600,\"scope\":\"admin:bars\"}";

    final List<String> calls = new ArrayList<>();
    int status = 200;
    String answer = "{}";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, Deque<String>> answers = new HashMap<>();
    private HttpServer platform;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        platform = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        platform.createContext("/", this::answer);
        platform.start();
        ChannelCredentials.generate("op").save(folder.resolve("op.jwk"));
    }

    @AfterEach
    void stop() {
        platform.stop(0);
    }

    /** What a call is answered in turn, the last again and again. */
    void answers(String methodAndPath, String... bodies) {
        answers.put(methodAndPath, new ArrayDeque<>(List.of(bodies)));
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean token = exchange.getRequestURI().getPath().equals("/oauth2/token");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        if (!token) {
            calls.add(call + (body.isEmpty() ? "" : " " + body));
        }
        byte[] reply = (token ? TOKEN : next(call)).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(token ? 200 : status, reply.length);
        exchange.getResponseBody().write(reply);
        exchange.close();
    }

    private String next(String call) {
        Deque<String> scripted = answers.get(call);
        if (scripted == null) {
            return answer;
        }
        return scripted.size() > 1 ? scripted.pop() : scripted.getFirst();
    }

    int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--url",
                "http://127.0.0.1:" + platform.getAddress().getPort(),
                "--operator",
                "op",
                "--operator-key",
                folder.resolve("op.jwk").toString()));
        return offline(all.toArray(String[]::new));
    }

    /** A command that needs no platform. */
    int offline(String... arguments) {
        List<String> all = new ArrayList<>(List.of("admin"));
        all.addAll(List.of(arguments));
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        return Sealcharge.commandLine(console).execute(all.toArray(String[]::new));
    }

    Path folder() {
        return folder;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    void forgetOutput() {
        out.reset();
    }
}
