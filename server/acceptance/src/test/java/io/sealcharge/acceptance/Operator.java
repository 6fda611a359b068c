package io.sealcharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.terminal.ChannelCredentials;
import io.sealcharge.terminal.OperatorClient;
import io.sealcharge.terminal.ProblemException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The installation's operator: at the built command line, or calling the API. */
final class Operator implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final long POLL_MS = 50;

    private final Installation installation;
    private final URI platform;
    private final OperatorClient client;

    Operator(Installation installation, URI platform) {
        this.installation = installation;
        this.platform = platform;
        this.client = new OperatorClient(
                platform, ChannelCredentials.load(Installation.OPERATOR, installation.operatorKey()), TIMEOUT);
    }

    /** How a command ended. */
    record Ended(int exit, String out) {
        JsonObject json() {
            assertThat(exit).as(out).isZero();
            return new JsonObject(out);
        }
    }

    /** Runs {@code ./sealcharge admin …}. */
    Ended admin(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("io.sealcharge.cli.Sealcharge", "admin"));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "--url",
                platform.toString(),
                "--operator",
                Installation.OPERATOR,
                "--operator-key",
                installation.operatorKey().toString()));
        Path output = Files.createTempFile("operator", ".out");
        try {
            int exit = new ProcessBuilder(Distribution.command(List.of(), command))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            return new Ended(exit, Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    JsonObject get(String path) {
        return new JsonObject(client.call("GET", path, ""));
    }

    JsonObject send(String method, String path, JsonObject body) {
        return new JsonObject(client.call(method, path, body.encode()));
    }

    /** Sends a sealed file of foreign PINs. */
    JsonObject importing(String batch, String product, byte[] compact) {
        return new JsonObject(client.call(
                "POST", "/v1/admin/batches/" + batch + "/import?product=" + product, "application/jose", compact));
    }

    JsonObject batch(String id) {
        return get("/v1/admin/batches/" + id);
    }

    /** Brings a batch through a gate; what is done in the background may still go on. */
    JsonObject pass(String gate, String batch) {
        return send("POST", "/v1/admin/batches/" + batch + "/" + gate, new JsonObject().put("reason", "accepted"));
    }

    /** Waits until there is a batch and as many steps of its task are done, or the task has ended. */
    JsonObject awaitSteps(String batch, int steps) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            JsonObject now = batchIfAny(batch);
            if (!now.isEmpty() && (!now.containsKey("task") || now.getInteger("stepsDone") >= steps)) {
                return now;
            }
            assertThat(System.nanoTime()).as(now.encode()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    private JsonObject batchIfAny(String id) {
        try {
            return batch(id);
        } catch (ProblemException none) {
            assertThat(none.code()).isEqualTo("not_found");
            return new JsonObject();
        }
    }

    JsonObject awaitEnd(String batch) throws InterruptedException {
        return awaitSteps(batch, Integer.MAX_VALUE);
    }

    @Override
    public void close() {
        client.close();
    }
}
