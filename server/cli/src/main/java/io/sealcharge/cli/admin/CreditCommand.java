package io.sealcharge.cli.admin;

import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealcharge admin credit}. */
@Command(
        name = "credit",
        description = "What channels have paid in, and how far they may go.",
        mixinStandardHelpOptions = true,
        subcommands = {CreditCommand.Grant.class, CreditCommand.Limit.class},
        footer = {
            "%nExamples:",
            "  ./sealcharge admin credit grant north --amount 1000000 --currency CNY --reference transfer-4711"
        })
final class CreditCommand {
    /** {@code sealcharge admin credit grant}. */
    @Calls("grantCredit")
    @Command(
            name = "grant",
            description =
                    "Books what a channel has paid in, once per reference: the same command again, after a time-out, books nothing twice.",
            mixinStandardHelpOptions = true,
            footer = {
                "%nExample:",
                "  ./sealcharge admin credit grant north --amount 1000000 --currency CNY --reference transfer-4711",
                Exit.HELP
            })
    static final class Grant extends AdminAction {
        @Parameters(paramLabel = "CHANNEL", description = "The channel's id.")
        private String channel = "";

        @Option(names = "--amount", required = true, paramLabel = "MINOR", description = "In minor units.")
        private long amount;

        @Option(names = "--currency", required = true, paramLabel = "CODE", description = "ISO 4217.")
        private String currency = "";

        @Option(
                names = "--reference",
                required = true,
                paramLabel = "REF",
                description = "Unique for ever within the channel.")
        private String reference = "";

        Grant(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            return ApiCall.of("POST", "/v1/admin/channels/{}/credits", channel)
                    .with(Map.of("reference", reference, "amountMinor", amount, "currency", currency));
        }
    }

    /** {@code sealcharge admin credit limit}. */
    @Calls("putChannelLimits")
    @Command(
            name = "limit",
            description = {
                "How far below nothing the balance may fall, and what one purchase and one day of purchases may come to. A cap that",
                "is not given is none."
            },
            mixinStandardHelpOptions = true,
            footer = {
                "%nExample:",
                "  ./sealcharge admin credit limit north --currency CNY --credit-limit 500000 --day-cap 2000000",
                Exit.HELP
            })
    static final class Limit extends AdminAction {
        @Parameters(paramLabel = "CHANNEL", description = "The channel's id.")
        private String channel = "";

        @Option(names = "--currency", required = true, paramLabel = "CODE", description = "ISO 4217.")
        private String currency = "";

        @Option(names = "--credit-limit", required = true, paramLabel = "MINOR", description = "0 for no debt.")
        private long creditLimit;

        @Option(names = "--order-cap", paramLabel = "MINOR", description = "Of one purchase.")
        private @Nullable Long orderCap;

        @Option(names = "--day-cap", paramLabel = "MINOR", description = "Of the purchases of a day in UTC.")
        private @Nullable Long dayCap;

        Limit(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            Map<String, Object> body = new HashMap<>();
            body.put("creditLimitMinor", creditLimit);
            body.put("orderCapMinor", orderCap);
            body.put("dayCapMinor", dayCap);
            return ApiCall.of("PUT", "/v1/admin/channels/{}/accounts/{}", channel, currency)
                    .with(body);
        }
    }
}
