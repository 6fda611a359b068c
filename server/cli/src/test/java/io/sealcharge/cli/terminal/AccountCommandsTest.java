package io.sealcharge.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.cli.Sealcharge;
import io.sealcharge.terminal.ChannelCredentials;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a channel sees of its account on the command line, against a scripted platform. */
class AccountCommandsTest {
    private static final String ONE_ACCOUNT = """
            {"channel":"north","accounts":[{"currency":"CNY","balanceMinor":-250,"creditLimitMinor":1000,\
            "availableMinor":750,"dayCapMinor":20000,"spentTodayMinor":4800}]}""";
    private static final String TWO_ACCOUNTS = ONE_ACCOUNT.replace(
            "]}",
            ",{\"currency\":\"USD\",\"balanceMinor\":7,\"creditLimitMinor\":0,\"availableMinor\":7,\"spentTodayMinor\":0}]}");
    private static final String PAGE = """
            {"items":[{"id":12,"kind":"sale","amountMinor":-4900,"currency":"CNY","balanceMinor":5100,"actId":"p-1",\
            "reference":"order-1","postedAt":"2026-11-22T08:00:00Z"}],"nextCursor":"12.5100"}""";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> calls = new ArrayList<>();
    private HttpServer platform;
    private String account = ONE_ACCOUNT;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        platform = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        platform.createContext("/", this::answer);
        platform.start();
        ChannelCredentials channel = ChannelCredentials.generate("north");
        channel.save(folder.resolve("channel.jwk"));
        Files.writeString(folder.resolve("pins.json"), "{\"keys\":[" + channel.publicJwkJson() + "]}");
    }

    @AfterEach
    void stop() {
        platform.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        exchange.getRequestBody().readAllBytes();
        String reply = switch (exchange.getRequestURI().getPath()) {
            case "/oauth2/token" ->
                "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":600,\"scope\":\"account:read\"}";
            case "/v1/account" -> account;
            default -> PAGE;
        };
        if (!path.equals("/oauth2/token")) {
            calls.add(exchange.getRequestMethod() + " " + path);
        }
        byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private int run(String command) {
        String[] arguments = Stream.concat(
                        Stream.of(("terminal " + command).split(" ")),
                        Stream.of(
                                "--url",
                                "http://127.0.0.1:" + platform.getAddress().getPort(),
                                "--channel",
                                "north",
                                "--channel-key",
                                folder.resolve("channel.jwk").toString(),
                                "--pins",
                                folder.resolve("pins.json").toString(),
                                "--store",
                                folder.resolve("store").toString()))
                .toArray(String[]::new);
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        return Sealcharge.commandLine(console).execute(arguments);
    }

    @Test
    void anAccountIsATableOrTheApisOwnDocument() throws IOException {
        assertThat(run("account")).as(err.toString(StandardCharsets.UTF_8)).isEqualTo(Exit.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "currency  balanceMinor  creditLimitMinor  availableMinor  dayCapMinor  spentTodayMinor",
                        "CNY               -250              1000             750        20000             4800");
        out.reset();

        assertThat(run("account --json")).isEqualTo(Exit.DONE);
        assertThat(new ObjectMapper().readTree(out.toByteArray())).isEqualTo(new ObjectMapper().readTree(ONE_ACCOUNT));
    }

    @Test
    void aStatementIsThatOfTheOnlyAccountAndSaysWhereItGoesOn() throws IOException {
        assertThat(run("statement --from 2026-11-01 --limit 1"))
                .as(err.toString(StandardCharsets.UTF_8))
                .isEqualTo(Exit.DONE);

        assertThat(calls)
                .containsExactly("GET /v1/account", "GET /v1/account/statement?currency=CNY&from=2026-11-01&limit=1");
        assertThat(out.toString(StandardCharsets.UTF_8).lines().toList().getLast())
                .matches("12 +2026-11-22T08:00:00Z +sale +-4900 +5100 +order-1");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("more: --cursor 12.5100");
        out.reset();
        calls.clear();

        assertThat(run("statement --currency CNY --to 2026-11-30 --cursor 12.5100 --json"))
                .isEqualTo(Exit.DONE);
        assertThat(calls).containsExactly("GET /v1/account/statement?currency=CNY&to=2026-11-30&cursor=12.5100");
        assertThat(new ObjectMapper().readTree(out.toByteArray())).isEqualTo(new ObjectMapper().readTree(PAGE));
    }

    @Test
    void ofSeveralAccountsOneHasToBeNamed() {
        account = TWO_ACCOUNTS;

        assertThat(run("statement")).isEqualTo(Exit.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--currency is needed, one of CNY, USD");
    }
}
