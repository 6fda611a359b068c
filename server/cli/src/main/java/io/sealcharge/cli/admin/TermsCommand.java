package io.sealcharge.cli.admin;

import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealcharge admin terms}. */
@Command(
        name = "terms",
        description = "What a channel pays for a product, and what it earns.",
        mixinStandardHelpOptions = true,
        subcommands = {TermsCommand.Put.class, TermsCommand.Remove.class},
        footer = {"%nExamples:", "  ./sealcharge admin terms put north topup-50 --commission 50"})
final class TermsCommand {
    /** {@code sealcharge admin terms put}. */
    @Calls("putChannelProduct")
    @Command(
            name = "put",
            description = "What the channel pays for a voucher of a product, and what it earns by it.",
            mixinStandardHelpOptions = true,
            footer = {
                "%nExample:",
                "  ./sealcharge admin terms put north topup-50 --price 4800 --commission 50",
                Exit.HELP
            })
    static final class Put extends AdminAction {
        @Parameters(paramLabel = "CHANNEL", description = "The channel's id.")
        private String channel = "";

        @Parameters(paramLabel = "PRODUCT", description = "The product's id.")
        private String product = "";

        @Option(
                names = "--price",
                paramLabel = "MINOR",
                description = "Minor units; without it the price of the product.")
        private @Nullable Long price;

        @Option(
                names = "--commission",
                paramLabel = "MINOR",
                description = "For each voucher, minor units; not more than the price.")
        private @Nullable Long commission;

        Put(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            Map<String, Object> body = new HashMap<>();
            body.put("priceMinor", price);
            body.put("commissionMinor", commission);
            return ApiCall.of("PUT", "/v1/admin/channels/{}/products/{}", channel, product)
                    .with(body);
        }
    }

    /** {@code sealcharge admin terms remove}. */
    @Calls("removeChannelProduct")
    @Command(
            name = "remove",
            description = "Takes a channel's own terms for a product away.",
            mixinStandardHelpOptions = true,
            footer = {"%nExample:", "  ./sealcharge admin terms remove north topup-50", Exit.HELP})
    static final class Remove extends AdminAction {
        @Parameters(paramLabel = "CHANNEL", description = "The channel's id.")
        private String channel = "";

        @Parameters(paramLabel = "PRODUCT", description = "The product's id.")
        private String product = "";

        Remove(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            return ApiCall.of("DELETE", "/v1/admin/channels/{}/products/{}", channel, product);
        }
    }
}
