package io.sealcharge.cli.audit;

import picocli.CommandLine.Command;

/** {@code sealcharge audit}. */
@Command(
        name = "audit",
        description = "Checks what the platform has recorded. Reads only.",
        mixinStandardHelpOptions = true,
        subcommands = AuditMoney.class,
        footer = {"%nExample:", "  ./sealcharge audit money"})
public final class AuditCommand {}
