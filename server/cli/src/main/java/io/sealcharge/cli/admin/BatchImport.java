package io.sealcharge.cli.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.terminal.OperatorClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealcharge admin batch import}. */
@Calls("importBatch")
@Command(
        name = "import",
        description = {
            "Makes a batch of a file of foreign PINs, and tells each row that was refused and why.",
            "The file holds lines of serial number, comma, PIN; no heading. It is sealed in memory to the platform's key, which is asked",
            "for (getStockImportKey); one that ends in .jwe is sealed already. Refused rows are asked for, too (listBatchRefusals).",
            "After a failure send the same file under the same id: the import goes on where it stood."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExample:",
            "  ./sealcharge admin batch import north-17.csv --product card-50 --id north-17",
            Exit.HELP
        })
final class BatchImport implements Callable<Integer> {
    /** The answer comes when the last row has been judged. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final int ROWS_PER_PAGE = 500;

    private final Console console;

    @Mixin
    private final AdminOptions options = new AdminOptions();

    @Parameters(paramLabel = "FILE", description = "Lines in the clear, or FILE.jwe, sealed.")
    private Path file = Path.of("");

    @Option(
            names = "--id",
            required = true,
            paramLabel = "BATCH",
            description = "The batch's id, of your choice; makes the import happen once.")
    private String batch = "";

    @Option(names = "--product", required = true, paramLabel = "ID", description = "Whose vouchers they are.")
    private String product = "";

    @Option(
            names = "--expires-at",
            paramLabel = "TIME",
            description = "Printed on the vouchers, RFC 3339; without it each expires by its sale.")
    private @Nullable String expiresAt;

    BatchImport(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ApiCall call = ApiCall.of("POST", "/v1/admin/batches/{}/import", batch)
                .query("product", product)
                .query("expiresAt", expiresAt);
        JsonNode made;
        List<JsonNode> refused = new ArrayList<>();
        try (OperatorClient client = options.connect(PATIENCE)) {
            byte[] body = sealed(client).getBytes(StandardCharsets.ISO_8859_1);
            made = ApiAnswer.read(client.call(call.method(), call.path(), "application/jose", body));
            if (made.path("refused").asInt() > 0) {
                refusals(client, refused);
            }
        }
        Map<String, Object> document = ApiAnswer.members(made);
        document.put("refusals", refused.stream().map(ApiAnswer::members).toList());
        List<String> lines = new ArrayList<>(Table.lines(made));
        refused.forEach(row -> lines.add(
                "line " + row.path("line").asText() + ": " + row.path("rule").asText()));
        console.answer(document, lines.toArray(String[]::new));
        return Exit.DONE;
    }

    private String sealed(OperatorClient client) {
        return file.toString().endsWith(".jwe")
                ? StockLines.sealed(file)
                : StockLines.seal(file, client.call("GET", "/v1/admin/stock/import-key", ""));
    }

    private void refusals(OperatorClient client, List<JsonNode> rows) {
        String cursor = null;
        do {
            ApiCall call = ApiCall.get("/v1/admin/batches/{}/refusals", batch)
                    .query("limit", ROWS_PER_PAGE)
                    .query("cursor", cursor);
            JsonNode page = ApiAnswer.read(client.call(call.method(), call.path(), call.body()));
            page.path("items").forEach(rows::add);
            cursor = page.hasNonNull("nextCursor") ? page.path("nextCursor").asText() : null;
        } while (cursor != null);
    }
}
