package io.sealcharge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealcharge.terminal.ChannelCredentials;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SealchargeTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    static Stream<String> commands() {
        List<String> paths = new ArrayList<>();
        collect(Sealcharge.commandLine(new Console(System.out, System.err)), "", paths);
        return paths.stream();
    }

    private static void collect(CommandLine command, String path, List<String> paths) {
        command.getSubcommands().forEach((name, sub) -> {
            if (!name.equals("help")) {
                paths.add((path + " " + name).strip());
                collect(sub, path + " " + name, paths);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachCommandsHelpHasADescriptionAndAnExample(String command) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.add("--help");

        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(Exit.DONE);

        assertThat(text(out))
                .contains("Usage: sealcharge " + command)
                .contains("Example")
                .contains("./sealcharge " + command);
        assertThat(text(err)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachCommandThatActsDocumentsItsExitCodes(String command) {
        CommandLine line = Sealcharge.commandLine(new Console(System.out, System.err));
        for (String part : List.of(command.split(" "))) {
            line = line.getSubcommands().get(part);
        }
        if (line.getSubcommands().isEmpty()) {
            assertThat(String.join("", line.getCommandSpec().usageMessage().footer()))
                    .contains("Exit codes");
        }
    }

    @Test
    void helpAndErrorsHaveNoColourUnlessOnATerminal() {
        run("--help");
        run("terminal", "nonsense");

        assertThat(text(out) + text(err)).doesNotContain("\033");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "terminal nonsense",
                "terminal buy --quantity many",
                "terminal buy --alg RSA1_5",
                "terminal recharge --phone +8613800138000",
                "terminal recharge --phone +8613800138000 --purchase a --pin-stdin",
                "terminal status a --resume",
                "terminal open",
                "terminal list",
                "hsm list",
                "hsm list --owner nobody",
                "card info",
                "card verify",
                "card demo",
                "card personalise --scheme none",
                "card personalise --card x --issuer 1 --certificates y --officers z --config none.yaml",
                "audit money",
                "check-config",
                "serve"
            })
    void wrongUseIsExitCode2WithOneLineThatSaysWhy(String command) {
        assertThat(run(command.split(" "))).isEqualTo(Exit.USAGE);

        assertThat(text(err)).isNotBlank().doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void theStackIsPrintedOnlyWithDebug() {
        assertThat(run("--debug", "hsm", "list")).isEqualTo(Exit.USAGE);

        assertThat(text(err)).contains("UsageException").contains("\tat ");
    }

    @Test
    void keygenPrintsThePublicJwkAndKeepsThePrivateOne() throws IOException {
        assertThat(run(terminal("keygen", "shop-7", "--json"))).isEqualTo(Exit.DONE);

        JsonNode jwk = new ObjectMapper().readTree(text(out));
        assertThat(jwk.fieldNames()).toIterable().containsExactlyInAnyOrder("kty", "crv", "x", "y", "alg", "kid");
        assertThat(jwk.path("kid").asText()).isEqualTo("shop-7");
        assertThat(Files.readString(folder.resolve("store/keys/shop-7.jwk"))).contains("\"d\"");
    }

    @Test
    void aKeyIsNeverMadeTwiceUnderOneName() {
        run(terminal("keygen", "shop-7"));

        assertThat(run(terminal("keygen", "shop-7"))).isEqualTo(Exit.USAGE);
        assertThat(text(err)).contains("shop-7 already");
    }

    @Test
    void aPlatformThatDoesNotAnswerIsExitCode3AndTheRequestIsKept() {
        String[] buy = terminal(
                "buy", "--product", "demo-50", "--reference", "order-1", "--url", "http://127.0.0.1:" + closedPort());

        assertThat(run(buy)).isEqualTo(Exit.UNKNOWN);

        assertThat(text(err)).contains("no answer from 127.0.0.1");
        assertThat(folder.resolve("store/purchases/order-1.purchase/request.json"))
                .exists();
        assertThat(folder.resolve("store/purchases/order-1.purchase/key.jwk")).exists();
    }

    @ParameterizedTest
    @CsvSource({
        "buy --product demo-50 --alg dir, --alg dir needs --terminal-key",
        "buy --product demo-50 --alg ECDH-ES --terminal-key, --alg must be A256KW or dir with --terminal-key",
        "replace --purchase a --serial 1 --alg A256KW, --alg A256KW needs --terminal-key",
        "recharge --phone +8613800138000 --pin-stdin --alg RSA-OAEP-256, must be ECDH-ES or ECDH-ES+A256KW",
        "recharge --phone +8613800138000 --purchase a --replacement b, mutually exclusive",
        "buy --product demo-50 --terminal-key, register it first",
        "rotate, is not registered",
        "revoke, is not registered",
        "acknowledge order-1, no finished purchase of the reference order-1",
        "open order-1 --replacement, no finished replacement of the reference order-1"
    })
    void whatCannotBeDoneWithKeysIsToldBeforeAnythingIsSent(String command, String reason) {
        String[] arguments = (command + " --url http://127.0.0.1:" + closedPort()).split(" ");

        assertThat(run(terminal(arguments))).isEqualTo(Exit.USAGE);

        assertThat(text(err)).contains(reason);
    }

    @Test
    void aRegistrationThatIsNotAnsweredIsExitCode3AndIsKept() {
        assertThat(run(terminal("register", "--reference", "r-1", "--url", "http://127.0.0.1:" + closedPort())))
                .isEqualTo(Exit.UNKNOWN);

        Path registration = folder.resolve("store/registrations/r-1.registration");
        assertThat(registration.resolve("request.json")).exists();
        assertThat(registration.resolve("key.jwk")).exists();
    }

    @Test
    void statusListsWhatHasNoAnswerForMachines() throws IOException {
        run(terminal(
                "buy", "--product", "demo-50", "--reference", "order-1", "--url", "http://127.0.0.1:" + closedPort()));
        out.reset();

        assertThat(run(terminal("status", "--json"))).isEqualTo(Exit.DONE);

        assertThat(new ObjectMapper().readTree(text(out))).isEqualTo(new ObjectMapper().readTree("""
                        {"acts": [{"kind": "purchase", "reference": "order-1", "state": "unanswered", "problem": null}]}
                        """));
    }

    @Test
    void aPurchaseThatThisTerminalNeverMadeCannotBeOpened() {
        assertThat(run(terminal("open", "order-9"))).isEqualTo(Exit.USAGE);

        assertThat(text(err)).contains("order-9").doesNotContain("\tat ");
    }

    @Test
    void aChannelKeyThatOthersMayReadIsRefused() throws IOException {
        String[] keygen = terminal("keygen", "shop-7");
        Files.setPosixFilePermissions(folder.resolve("channel.jwk"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(run(keygen)).isEqualTo(Exit.USAGE);
        assertThat(text(err)).contains("chmod 600");
    }

    @Test
    void aRechargeIsNeverEncryptedToRsa() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("123456789012345678\n".getBytes(StandardCharsets.US_ASCII)));
        try {
            assertThat(run(terminal("recharge", "--phone", "+8613800138000", "--pin-stdin", "--alg", "RSA-OAEP-256")))
                    .isEqualTo(Exit.USAGE);
        } finally {
            System.setIn(before);
        }
        assertThat(text(err)).contains("--alg must be").doesNotContain("123456789012345678");
    }

    @Test
    void checkConfigNamesEachWrongSetting() throws IOException {
        Path config = folder.resolve("config.yaml");
        Files.writeString(config, "http:\n  port: 70000\nlok: {}\n");

        assertThat(run("check-config", "--config", config.toString(), "--json")).isEqualTo(Exit.USAGE);

        JsonNode answer = new ObjectMapper().readTree(text(out));
        assertThat(answer.path("sound").asBoolean(true)).isFalse();
        assertThat(answer.path("problems").toString()).contains("http.port").contains("lok");
    }

    @Test
    void auditOfADatabaseThatDoesNotRunSaysSo() throws IOException {
        for (String file : List.of("x.pin", "m.json")) {
            Files.writeString(folder.resolve(file), "x");
            Files.setPosixFilePermissions(folder.resolve(file), PosixFilePermissions.fromString("rw-------"));
        }
        Path config = folder.resolve("config.yaml");
        Files.writeString(config, "hsm: {pinFile: x.pin, keyManifest: m.json}\n");

        assertThat(run("audit", "money", "--config", config.toString()))
                .describedAs(text(err))
                .isEqualTo(Exit.FAILED);

        assertThat(text(err)).contains("does not run");
    }

    private int run(String... arguments) {
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        return Sealcharge.commandLine(console).execute(arguments);
    }

    /** A terminal command with files of its own. */
    private String[] terminal(String... arguments) {
        Path key = folder.resolve("channel.jwk");
        if (!Files.exists(key)) {
            ChannelCredentials channel = ChannelCredentials.generate("shop");
            channel.save(key);
        }
        List<String> all = new ArrayList<>(List.of("terminal"));
        all.addAll(List.of(arguments));
        all.addAll(List.of(
                "--channel", "shop",
                "--channel-key", key.toString(),
                "--pins", pins().toString(),
                "--store", folder.resolve("store").toString()));
        return all.toArray(String[]::new);
    }

    private Path pins() {
        try {
            String jwk = ChannelCredentials.generate("signer").publicJwkJson();
            return Files.writeString(folder.resolve("pins.json"), "{\"keys\":[" + jwk + "]}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
