package io.sealcharge.cli.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.terminal.OperatorClient;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealcharge admin batch watch}. */
@Calls("getBatch")
@Command(
        name = "watch",
        description = {
            "Shows how what is being done to a batch comes on, and the batch when that has ended.",
            "Makes the call of `batch show` again and again. Fails if a batch was found not valid, and if an import does not come on for a minute:",
            "then its file has to be sent again."
        },
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ./sealcharge admin batch watch spring-2027", Exit.HELP})
final class BatchWatch implements Callable<Integer> {
    private static final Duration STANDSTILL = Duration.ofMinutes(1);

    private final Console console;

    @Mixin
    private final AdminOptions options = new AdminOptions();

    @Parameters(paramLabel = "BATCH", description = "The batch's id.")
    private String batch = "";

    @Option(names = "--interval", paramLabel = "MS", description = "Between two looks (default: ${DEFAULT-VALUE}).")
    private int intervalMs = 1_000;

    private String shown = "";
    private long movedNanos;

    BatchWatch(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        ApiCall call = ApiCall.get("/v1/admin/batches/{}", batch);
        try (OperatorClient client = options.connect()) {
            while (true) {
                JsonNode now = ApiAnswer.read(client.call(call.method(), call.path(), call.body()));
                if (!now.hasNonNull("task")) {
                    console.answer(ApiAnswer.members(now), Table.lines(now).toArray(String[]::new));
                    return failed(now) ? Exit.FAILED : Exit.DONE;
                }
                show(now);
                if (now.path("task").asText().equals("import") && standsStill()) {
                    console.note("the import stands still: send its file again");
                    return Exit.FAILED;
                }
                Thread.sleep(Math.max(1, intervalMs));
            }
        }
    }

    private void show(JsonNode now) {
        String steps = String.format(Locale.ROOT, "%,d", now.path("stepsDone").asLong());
        String whole = now.hasNonNull("stepsTotal")
                ? String.format(
                        Locale.ROOT,
                        " of %,d (%d %%)",
                        now.path("stepsTotal").asLong(),
                        now.path("percent").asLong())
                : "";
        String line = now.path("task").asText() + ": " + steps + whole;
        if (!line.equals(shown)) {
            console.note(line);
            shown = line;
            movedNanos = System.nanoTime();
        }
    }

    private boolean standsStill() {
        return System.nanoTime() - movedNanos > STANDSTILL.toNanos();
    }

    /** Whether the last thing in its history is a try that failed. */
    private static boolean failed(JsonNode batch) {
        JsonNode history = batch.path("history");
        JsonNode last = history.path(history.size() - 1);
        return last.hasNonNull("from")
                && last.path("from").asText().equals(last.path("to").asText());
    }
}
