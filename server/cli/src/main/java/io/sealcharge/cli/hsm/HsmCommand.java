package io.sealcharge.cli.hsm;

import picocli.CommandLine.Command;

/** {@code sealcharge hsm}. */
@Command(
        name = "hsm",
        description = "The token and its keys.",
        mixinStandardHelpOptions = true,
        subcommands = {Setup.class, ListKeys.class},
        footer = {"%nExamples:", "  ./sealcharge hsm list", "  ./sealcharge hsm setup --help"})
public final class HsmCommand {}
