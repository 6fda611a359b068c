package io.sealcharge.cli.admin;

import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import picocli.CommandLine.Command;

/** {@code sealcharge admin stock}. */
@Command(
        name = "stock",
        description = "What there is to be sold from stock, and the key that files of foreign PINs are sealed to.",
        mixinStandardHelpOptions = true,
        subcommands = {StockCommand.ListLevels.class, StockCommand.ImportKey.class, StockSeal.class},
        footer = {"%nExamples:", "  ./sealcharge admin stock list"})
final class StockCommand {
    /** {@code sealcharge admin stock list}. */
    @Calls("listStockLevels")
    @Command(
            name = "list",
            description =
                    "Unsold vouchers of each product: available now, claimed by nodes, held in batches that are not active.",
            mixinStandardHelpOptions = true,
            footer = {"%nExample:", "  ./sealcharge admin stock list", Exit.HELP})
    static final class ListLevels extends AdminAction {
        ListLevels(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            return ApiCall.get("/v1/admin/stock");
        }
    }

    /** {@code sealcharge admin stock import-key}. */
    @Calls("getStockImportKey")
    @Command(
            name = "import-key",
            description = "The public key that files of foreign PINs are sealed to; with --json a JWK, for stock seal.",
            mixinStandardHelpOptions = true,
            footer = {"%nExample:", "  ./sealcharge admin stock import-key --json > import-key.jwk", Exit.HELP})
    static final class ImportKey extends AdminAction {
        ImportKey(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            return ApiCall.get("/v1/admin/stock/import-key");
        }
    }
}
