package io.sealcharge.cli.admin;

import picocli.CommandLine.Command;

/** {@code sealcharge admin}. */
@Command(
        name = "admin",
        description = {
            "What operators do. Each command is one call of the API, done as an operator's client, and noted with its name;",
            "import, watch and seal say what else they do.",
            "A table for people, the API's own document with --json; a refusal shows its code, its words and its trace id."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            ProductCommand.class,
            ChannelCommand.class,
            TermsCommand.class,
            CreditCommand.class,
            BarCommand.class,
            VoucherCommand.class,
            BatchCommand.class,
            StockCommand.class
        },
        footer = {
            "%nExamples, with a platform that ./run started:",
            "  ./sealcharge admin product list",
            "  ./sealcharge admin channel show demo --json",
            "  ./sealcharge admin credit grant demo --amount 1000000 --currency CNY --reference transfer-1"
        })
public final class AdminCommand {}
