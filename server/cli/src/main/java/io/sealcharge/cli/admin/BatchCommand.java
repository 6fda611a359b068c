package io.sealcharge.cli.admin;

import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealcharge admin batch}. */
@Command(
        name = "batch",
        description = {
            "Vouchers made ahead, to be sold from stock: draft, validated, active, and locked or void.",
            "Nothing of a batch is sold or redeemed unless it is active."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            BatchCommand.Create.class,
            BatchImport.class,
            BatchCommand.ListAll.class,
            BatchCommand.Show.class,
            BatchWatch.class,
            BatchCommand.Refusals.class,
            BatchCommand.Validate.class,
            BatchCommand.Activate.class,
            BatchCommand.Lock.class,
            BatchCommand.GiveUp.class
        },
        footer = {
            "%nExamples, from nothing to stock for sale:",
            "  ./sealcharge admin batch create spring-2027 --product card-50 --quantity 100000",
            "  ./sealcharge admin batch watch spring-2027",
            "  ./sealcharge admin batch validate spring-2027 --reason 'order 4711'",
            "  ./sealcharge admin batch watch spring-2027",
            "  ./sealcharge admin batch activate spring-2027 --reason 'order 4711'"
        })
final class BatchCommand {
    /** {@code sealcharge admin batch create}. */
    @Calls("createBatch")
    @Command(
            name = "create",
            description = "Orders a batch; the platform makes its vouchers in the background.",
            mixinStandardHelpOptions = true,
            footer = {
                "%nExample:",
                "  ./sealcharge admin batch create spring-2027 --product card-50 --quantity 100000",
                Exit.HELP
            })
    static final class Create extends AdminAction {
        @Parameters(paramLabel = "BATCH", description = "The batch's id, of your choice; makes the order happen once.")
        private String batch = "";

        @Option(names = "--product", required = true, paramLabel = "ID", description = "Whose vouchers.")
        private String product = "";

        @Option(names = "--quantity", required = true, paramLabel = "N", description = "How many, 1 to 1000000.")
        private int quantity;

        @Option(
                names = "--expires-at",
                paramLabel = "TIME",
                description = "Printed on the vouchers, RFC 3339; without it each expires by its sale.")
        private @Nullable String expiresAt;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
        private @Nullable String reason;

        Create(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("id", batch);
            body.put("product", product);
            body.put("quantity", quantity);
            body.put("expiresAt", expiresAt);
            body.put("reason", reason);
            return ApiCall.of("POST", "/v1/admin/batches").with(body);
        }
    }

    /** {@code sealcharge admin batch list}. */
    @Calls("listBatches")
    @Command(
            name = "list",
            description = "All batches, and how far what is being done to them has come.",
            mixinStandardHelpOptions = true,
            footer = {"%nExample:", "  ./sealcharge admin batch list", Exit.HELP})
    static final class ListAll extends AdminAction {
        @Mixin
        private final PageOptions page = new PageOptions();

        ListAll(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            return page.of(ApiCall.get("/v1/admin/batches"));
        }

        @Override
        protected String[] columns() {
            return new String[] {
                "id", "product", "origin", "state", "quantity", "produced", "refused", "task", "percent"
            };
        }
    }

    /** {@code sealcharge admin batch show}. */
    @Calls("getBatch")
    @Command(
            name = "show",
            description = "State, progress and history of a batch.",
            mixinStandardHelpOptions = true,
            footer = {"%nExample:", "  ./sealcharge admin batch show spring-2027", Exit.HELP})
    static final class Show extends AdminAction {
        @Parameters(paramLabel = "BATCH", description = "The batch's id.")
        private String batch = "";

        Show(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            return ApiCall.get("/v1/admin/batches/{}", batch);
        }
    }

    /** {@code sealcharge admin batch refusals}. */
    @Calls("listBatchRefusals")
    @Command(
            name = "refusals",
            description = "Rows of an imported file that were refused, and the rule each broke.",
            mixinStandardHelpOptions = true,
            footer = {"%nExample:", "  ./sealcharge admin batch refusals north-17", Exit.HELP})
    static final class Refusals extends AdminAction {
        @Parameters(paramLabel = "BATCH", description = "The batch's id.")
        private String batch = "";

        @Mixin
        private final PageOptions page = new PageOptions();

        Refusals(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            return page.of(ApiCall.get("/v1/admin/batches/{}/refusals", batch));
        }
    }

    /** {@code sealcharge admin batch validate}. */
    @Calls("validateBatch")
    @Command(
            name = "validate",
            description = "Has a draft checked voucher by voucher and put into stock, in the background.",
            mixinStandardHelpOptions = true,
            footer = {"%nExample:", "  ./sealcharge admin batch validate spring-2027 --reason 'order 4711'", Exit.HELP})
    static final class Validate extends AdminAction {
        @Parameters(paramLabel = "BATCH", description = "The batch's id.")
        private String batch = "";

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the record.")
        private String reason = "";

        Validate(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            return ApiCall.of("POST", "/v1/admin/batches/{}/validate", batch).with(Map.of("reason", reason));
        }
    }

    /** {@code sealcharge admin batch activate}. */
    @Calls("activateBatch")
    @Command(
            name = "activate",
            description = "Lets a batch's vouchers be sold and redeemed.",
            mixinStandardHelpOptions = true,
            footer = {"%nExample:", "  ./sealcharge admin batch activate spring-2027 --reason 'order 4711'", Exit.HELP})
    static final class Activate extends AdminAction {
        @Parameters(paramLabel = "BATCH", description = "The batch's id.")
        private String batch = "";

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the record.")
        private String reason = "";

        Activate(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            return ApiCall.of("POST", "/v1/admin/batches/{}/activate", batch).with(Map.of("reason", reason));
        }
    }

    /** {@code sealcharge admin batch lock}. */
    @Calls("lockBatch")
    @Command(
            name = "lock",
            description = "Stops a batch: its vouchers are neither sold nor redeemed until it is activated again.",
            mixinStandardHelpOptions = true,
            footer = {"%nExample:", "  ./sealcharge admin batch lock spring-2027 --reason 'order 4711'", Exit.HELP})
    static final class Lock extends AdminAction {
        @Parameters(paramLabel = "BATCH", description = "The batch's id.")
        private String batch = "";

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the record.")
        private String reason = "";

        Lock(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            return ApiCall.of("POST", "/v1/admin/batches/{}/lock", batch).with(Map.of("reason", reason));
        }
    }

    /** {@code sealcharge admin batch void}. */
    @Calls("voidBatch")
    @Command(
            name = "void",
            description = "Gives a batch up for ever; what was not sold is taken back, what was sold is worthless.",
            mixinStandardHelpOptions = true,
            footer = {"%nExample:", "  ./sealcharge admin batch void spring-2027 --reason 'order 4711'", Exit.HELP})
    static final class GiveUp extends AdminAction {
        @Parameters(paramLabel = "BATCH", description = "The batch's id.")
        private String batch = "";

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the record.")
        private String reason = "";

        GiveUp(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            return ApiCall.of("POST", "/v1/admin/batches/{}/void", batch).with(Map.of("reason", reason));
        }
    }
}
