package io.sealcharge.cli.admin;

import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealcharge admin product}. */
@Command(
        name = "product",
        description = "What can be bought.",
        mixinStandardHelpOptions = true,
        subcommands = {ProductCommand.ListAll.class, ProductCommand.Put.class},
        footer = {"%nExamples:", "  ./sealcharge admin product list"})
final class ProductCommand {
    ProductCommand() {}

    /** {@code sealcharge admin product list}. */
    @Calls("listAllProducts")
    @Command(
            name = "list",
            description = "All products, for sale or not.",
            mixinStandardHelpOptions = true,
            footer = {"%nExample:", "  ./sealcharge admin product list", Exit.HELP})
    static final class ListAll extends AdminAction {
        @Mixin
        private final PageOptions page = new PageOptions();

        ListAll(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            return page.of(ApiCall.get("/v1/admin/products"));
        }

        @Override
        protected String[] columns() {
            return new String[] {
                "id",
                "name",
                "active",
                "source",
                "faceValueMinor",
                "priceMinor",
                "currency",
                "pinLength",
                "validityDays"
            };
        }
    }

    /** {@code sealcharge admin product put}. */
    @Calls("putProduct")
    @Command(
            name = "put",
            description = {
                "Makes a product, or changes it to what is said here. Once it has vouchers, face value, currency and PIN",
                "format stay."
            },
            mixinStandardHelpOptions = true,
            footer = {
                "%nExample, 50.00 CNY for 49.00:",
                "  ./sealcharge admin product put topup-50 --name 'Top-up 50' --face-value 5000 --price 4900 \\",
                "      --currency CNY",
                Exit.HELP
            })
    static final class Put extends AdminAction {
        @Parameters(paramLabel = "PRODUCT", description = "The product's id.")
        private String product = "";

        @Option(names = "--name", required = true, paramLabel = "TEXT", description = "Its name for people.")
        private String name = "";

        @Option(
                names = "--face-value",
                required = true,
                paramLabel = "MINOR",
                description = "What a voucher is worth, in minor units.")
        private long faceValue;

        @Option(
                names = "--price",
                required = true,
                paramLabel = "MINOR",
                description = "What a voucher costs, in minor units.")
        private long price;

        @Option(names = "--currency", required = true, paramLabel = "CODE", description = "ISO 4217.")
        private String currency = "";

        @Option(
                names = "--source",
                paramLabel = "SOURCE",
                description = "minted or stock: where PINs come from (default: ${DEFAULT-VALUE}).")
        private String source = "minted";

        @Option(names = "--inactive", description = "Not for sale.")
        private boolean inactive;

        @Option(names = "--pin-length", paramLabel = "N", description = "Digits of a PIN (default: ${DEFAULT-VALUE}).")
        private int pinLength = 18;

        @Option(names = "--pin-check-digit", description = "PINs end with a Luhn digit.")
        private boolean pinCheckDigit;

        @Option(
                names = "--serial-length",
                paramLabel = "N",
                description = "Digits of a serial number (default: ${DEFAULT-VALUE}).")
        private int serialLength = 16;

        @Option(
                names = "--validity-days",
                paramLabel = "N",
                description = "From the sale until a voucher expires (default: ${DEFAULT-VALUE}).")
        private int validityDays = 365;

        Put(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("name", name);
            body.put("active", !inactive);
            body.put("source", source);
            body.put("faceValueMinor", faceValue);
            body.put("priceMinor", price);
            body.put("currency", currency);
            body.put("pinLength", pinLength);
            body.put("pinCheckDigit", pinCheckDigit);
            body.put("serialLength", serialLength);
            body.put("validityDays", validityDays);
            return ApiCall.of("PUT", "/v1/admin/products/{}", product).with(body);
        }
    }
}
