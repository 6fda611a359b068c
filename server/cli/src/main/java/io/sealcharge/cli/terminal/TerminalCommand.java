package io.sealcharge.cli.terminal;

import picocli.CommandLine.Command;

/** {@code sealcharge terminal}. */
@Command(
        name = "terminal",
        description = {
            "What a channel's terminal does. Keys and requests are saved before they are sent, so that the same command",
            "again, after a time-out or a crash, is the same request: money moves once."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            Keygen.class,
            Register.class,
            Rotate.class,
            Revoke.class,
            Buy.class,
            Open.class,
            Acknowledge.class,
            Recharge.class,
            Replace.class,
            Status.class,
            ShowAccount.class,
            ShowStatement.class
        },
        footer = {
            "%nExamples, with a platform that ./run started:",
            "  ./sealcharge terminal buy --product demo-50 --reference order-1",
            "  ./sealcharge terminal open order-1",
            "  ./sealcharge terminal recharge --phone +8613800138000 --purchase order-1",
            "  ./sealcharge terminal status --phone +8613800138000",
            "  ./sealcharge terminal register",
            "  ./sealcharge terminal buy --product demo-50 --reference order-2 --terminal-key"
        })
public final class TerminalCommand {}
