package io.sealcharge.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine;

/** Each command of ./sealcharge admin is one documented call, sent as its options say, against a scripted platform. */
class AdminCommandsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> calls = new ArrayList<>();
    private HttpServer platform;
    private int status = 200;
    private String answer = "{}";

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

    private void answer(HttpExchange exchange) throws IOException {
        boolean token = exchange.getRequestURI().getPath().equals("/oauth2/token");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!token) {
            calls.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI() + (body.isEmpty() ? "" : " " + body));
        }
        byte[] reply = (token
                        ? "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":600,\"scope\":\"admin:bars\"}"
                        : answer)
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(token ? 200 : status, reply.length);
        exchange.getResponseBody().write(reply);
        exchange.close();
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("admin"));
        all.addAll(List.of(arguments));
        all.addAll(List.of(
                "--url",
                "http://127.0.0.1:" + platform.getAddress().getPort(),
                "--operator",
                "op",
                "--operator-key",
                folder.resolve("op.jwk").toString()));
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        return Sealcharge.commandLine(console).execute(all.toArray(String[]::new));
    }

    private void assertCalls(String call, String... command) {
        calls.clear();
        assertThat(run(command)).as(err.toString(StandardCharsets.UTF_8)).isEqualTo(Exit.DONE);
        assertThat(calls).containsExactly(call);
    }

    @Test
    void eachCommandNamesAnAdminOperationOfTheContractAndEachOfThoseHasOneCommand() {
        List<String> named = new ArrayList<>();
        collect(
                Sealcharge.commandLine(new Console(System.out, System.err))
                        .getSubcommands()
                        .get("admin"),
                named);

        assertThat(named).containsExactlyInAnyOrderElementsOf(adminOperations());
    }

    private static void collect(CommandLine command, List<String> named) {
        if (command.getSubcommands().isEmpty()) {
            Class<?> type = command.getCommandSpec().userObject().getClass();
            Calls calls = type.getAnnotation(Calls.class);
            named.add(calls == null ? type.getSimpleName() + " calls nothing" : calls.value());
        }
        command.getSubcommands().values().forEach(sub -> collect(sub, named));
    }

    private static List<String> adminOperations() {
        List<String> operations = new ArrayList<>();
        try (var contract = AdminCommandsTest.class.getResourceAsStream("/config/openapi.yaml")) {
            Map<String, Object> document = new Yaml(new SafeConstructor(new LoaderOptions())).load(contract);
            ((Map<?, ?>) document.get("paths")).forEach((path, methods) -> {
                if (path.toString().startsWith("/v1/admin/")) {
                    ((Map<?, ?>) methods)
                            .values()
                            .forEach(operation ->
                                    operations.add(String.valueOf(((Map<?, ?>) operation).get("operationId"))));
                }
            });
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
        return operations;
    }

    @Test
    void optionsBecomeTheCall() {
        assertCalls("GET /v1/admin/products?limit=5&cursor=a", "product", "list", "--limit", "5", "--cursor", "a");
        assertCalls(
                "PUT /v1/admin/products/p {\"name\":\"P\",\"active\":true,\"source\":\"minted\",\"faceValueMinor\":5,"
                        + "\"priceMinor\":4,\"currency\":\"CNY\",\"pinLength\":18,\"pinCheckDigit\":false,"
                        + "\"serialLength\":16,\"validityDays\":365}",
                "product put p --name P --face-value 5 --price 4 --currency CNY".split(" "));
        assertCalls("GET /v1/admin/channels", "channel", "list");
        assertCalls("GET /v1/admin/channels/a%2Fb", "channel", "show", "a/b");
        assertCalls(
                "PUT /v1/admin/channels/n {\"name\":\"N\",\"scopes\":[\"products:read\",\"vouchers:buy\"],\"allProducts\":false}",
                "channel put n --name N --scope products:read,vouchers:buy --listed-products-only".split(" "));
        assertCalls(
                "PUT /v1/admin/channels/n/suspension {\"reason\":\"why\"}",
                "channel",
                "suspend",
                "n",
                "--reason",
                "why");
        assertCalls("DELETE /v1/admin/channels/n/suspension", "channel", "resume", "n");
        assertCalls(
                "PUT /v1/admin/channels/n/products/p {\"commissionMinor\":5}",
                "terms put n p --commission 5".split(" "));
        assertCalls("DELETE /v1/admin/channels/n/products/p", "terms", "remove", "n", "p");
        assertCalls("GET /v1/admin/bars?channel=n", "bar", "list", "--channel", "n");
        assertCalls("POST /v1/admin/bars/7/lift {\"reason\":\"why\"}", "bar", "lift", "7", "--reason", "why");
        assertCalls("GET /v1/admin/vouchers/1000000000000008", "voucher", "show", "1000000000000008");
        assertCalls("POST /v1/admin/vouchers/1/block {\"reason\":\"why\"}", "voucher", "block", "1", "--reason", "why");
    }

    @Test
    void aPrivateKeyInAFileNeverLeavesIt() throws IOException {
        ChannelCredentials.generate("north").save(folder.resolve("north.jwk"));
        String key = folder.resolve("north.jwk").toString();

        run("channel", "put", "n", "--name", "N", "--scope", "products:read", "--key", key);

        assertThat(calls.getFirst()).contains("\"keys\":[{").contains("\"x\":").doesNotContain("\"d\":");
        Files.writeString(folder.resolve("none.jwk"), "{}");
        assertThat(run(
                        "channel",
                        "put",
                        "n",
                        "--name",
                        "N",
                        "--scope",
                        "products:read",
                        "--key",
                        folder.resolve("none.jwk").toString()))
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void aListIsATableForPeopleAndTheApisOwnDocumentForMachines() {
        answer = "{\"items\":[{\"id\":\"a\",\"name\":\"First\",\"faceValueMinor\":50},"
                + "{\"id\":\"long-id\",\"name\":\"B\",\"faceValueMinor\":5000}],\"nextCursor\":\"long-id\"}";

        run("product", "list");
        assertThat(out.toString(StandardCharsets.UTF_8).lines().toList().subList(0, 3))
                .allSatisfy(line -> assertThat(line).doesNotContain("{"))
                .satisfies(lines -> {
                    assertThat(lines.get(0)).startsWith("id       name");
                    assertThat(lines.get(1)).startsWith("a        First");
                    assertThat(lines.get(1).indexOf("50"))
                            .isEqualTo(lines.get(2).indexOf("5000") + 2);
                });
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("more: --cursor long-id");

        out.reset();
        run("product", "list", "--json");
        assertThat(out.toString(StandardCharsets.UTF_8).replaceAll("\\s", "")).isEqualTo(answer);
    }

    @Test
    void aRefusalShowsCodeWordsAndTrace() {
        status = 409;
        answer = "{\"type\":\"urn:x\",\"title\":\"T\",\"status\":409,\"code\":\"state_conflict\","
                + "\"detail\":\"This bar was lifted before.\",\"traceId\":\"abc\"}";

        assertThat(run("bar", "lift", "7", "--reason", "why")).isEqualTo(Exit.FAILED);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("state_conflict: This bar was lifted before.")
                .contains("(trace abc)");
        assertThat(out.size()).isZero();
    }

    @Test
    void noAnswerIsExitCode3() {
        platform.stop(0);

        assertThat(run("bar", "list")).isEqualTo(Exit.UNKNOWN);
    }
}
