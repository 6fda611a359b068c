package io.sealcharge.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.cli.Sealcharge;
import io.sealcharge.terminal.ChannelCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine;

/** Each command of ./sealcharge admin is one documented call, sent as its options say, against a scripted platform. */
class AdminCommandsTest extends ScriptedPlatform {
    private void assertCalls(String call, String... command) {
        calls.clear();
        assertThat(run(command)).as(err()).isEqualTo(Exit.DONE);
        assertThat(calls).containsExactly(call);
    }

    @Test
    void eachCommandNamesAnAdminOperationOfTheContractAndEachOfThoseHasACommand() {
        List<String> named = new ArrayList<>();
        collect(
                Sealcharge.commandLine(new Console(System.out, System.err))
                        .getSubcommands()
                        .get("admin"),
                named);

        // show and watch make the same call, and who seals a file need not reach the platform
        assertThat(named.remove("getBatch")).isTrue();
        assertThat(named.remove("StockSeal calls nothing")).isTrue();
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
    void optionsOfBatchesBecomeTheCall() {
        assertCalls(
                "POST /v1/admin/batches {\"id\":\"b\",\"product\":\"p\",\"quantity\":9}",
                "batch create b --product p --quantity 9".split(" ", -1));
        assertCalls(
                "POST /v1/admin/batches {\"id\":\"b\",\"product\":\"p\",\"quantity\":9,\"expiresAt\":\"2029-12-31T00:00:00Z\","
                        + "\"reason\":\"why\"}",
                "batch create b --product p --quantity 9 --expires-at 2029-12-31T00:00:00Z --reason why"
                        .split(" ", -1));
        assertCalls("GET /v1/admin/batches?limit=5", "batch", "list", "--limit", "5");
        assertCalls("GET /v1/admin/batches/b", "batch", "show", "b");
        assertCalls("GET /v1/admin/batches/b/refusals?cursor=7", "batch", "refusals", "b", "--cursor", "7");
        for (String gate : List.of("validate", "activate", "lock", "void")) {
            assertCalls(
                    "POST /v1/admin/batches/b/" + gate + " {\"reason\":\"why\"}",
                    "batch",
                    gate,
                    "b",
                    "--reason",
                    "why");
        }
        assertCalls("GET /v1/admin/stock", "stock", "list");
        assertCalls("GET /v1/admin/stock/import-key", "stock", "import-key");
    }

    @Test
    void aPrivateKeyInAFileNeverLeavesIt() throws IOException {
        ChannelCredentials.generate("north").save(folder().resolve("north.jwk"));
        String key = folder().resolve("north.jwk").toString();

        run("channel", "put", "n", "--name", "N", "--scope", "products:read", "--key", key);

        assertThat(calls.getFirst()).contains("\"keys\":[{").contains("\"x\":").doesNotContain("\"d\":");
        Files.writeString(folder().resolve("none.jwk"), "{}");
        assertThat(run(
                        "channel",
                        "put",
                        "n",
                        "--name",
                        "N",
                        "--scope",
                        "products:read",
                        "--key",
                        folder().resolve("none.jwk").toString()))
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void aListIsATableForPeopleAndTheApisOwnDocumentForMachines() {
        answer = "{\"items\":[{\"id\":\"a\",\"name\":\"First\",\"faceValueMinor\":50},"
                + "{\"id\":\"long-id\",\"name\":\"B\",\"faceValueMinor\":5000}],\"nextCursor\":\"long-id\"}";

        run("product", "list");
        assertThat(out().lines().toList().subList(0, 3))
                .allSatisfy(line -> assertThat(line).doesNotContain("{"))
                .satisfies(lines -> {
                    assertThat(lines.get(0)).startsWith("id       name");
                    assertThat(lines.get(1)).startsWith("a        First");
                    assertThat(lines.get(1).indexOf("50"))
                            .isEqualTo(lines.get(2).indexOf("5000") + 2);
                });
        assertThat(err()).contains("more: --cursor long-id");

        forgetOutput();
        run("product", "list", "--json");
        assertThat(out().replaceAll("\\s", "")).isEqualTo(answer);
    }

    @Test
    void aRefusalShowsCodeWordsAndTrace() {
        status = 409;
        answer = "{\"type\":\"urn:x\",\"title\":\"T\",\"status\":409,\"code\":\"state_conflict\","
                + "\"detail\":\"This bar was lifted before.\",\"traceId\":\"abc\"}";

        assertThat(run("bar", "lift", "7", "--reason", "why")).isEqualTo(Exit.FAILED);

        assertThat(err())
                .contains("state_conflict: This bar was lifted before.")
                .contains("(trace abc)");
        assertThat(out()).isEmpty();
    }

    @Test
    void noAnswerIsExitCode3() {
        stop();

        assertThat(run("bar", "list")).isEqualTo(Exit.UNKNOWN);
    }
}
