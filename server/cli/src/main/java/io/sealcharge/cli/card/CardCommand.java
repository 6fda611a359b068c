package io.sealcharge.cli.card;

import picocli.CommandLine.Command;

/** {@code sealcharge card}. */
@Command(
        name = "card",
        description = {
            "Chip cards. Those of this machine have no plastic: the card's applet runs in a simulator, its memory is a file.",
            "Keys come from two tokens: the server's certifies cards and signs what they execute, the officers' derives keys."
        },
        mixinStandardHelpOptions = true,
        subcommands = {Personalise.class, Info.class, Verify.class, DemoCards.class},
        footer = {
            "%nExamples, after ./run has set up the tokens:",
            "  ./sealcharge card personalise",
            "  ./sealcharge card info",
            "  ./sealcharge card verify",
            "  ./sealcharge card demo"
        })
public final class CardCommand {}
