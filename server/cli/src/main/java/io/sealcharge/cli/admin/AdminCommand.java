package io.sealcharge.cli.admin;

import picocli.CommandLine.Command;

/** {@code sealcharge admin}. */
@Command(
        name = "admin",
        description = {
            "What operators do. Each command is one call of the API, done as an operator's client, and noted with its name.",
            "A table for people, the API's own document with --json; a refusal shows its code, its words and its trace id."
        },
        mixinStandardHelpOptions = true,
        subcommands = {ProductCommand.class},
        footer = {
            "%nExamples, with a platform that ./run started:",
            "  ./sealcharge admin product list",
            "  ./sealcharge admin product list --json"
        })
public final class AdminCommand {}
