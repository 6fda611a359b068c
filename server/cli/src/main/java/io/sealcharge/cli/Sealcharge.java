package io.sealcharge.cli;

import io.sealcharge.cli.admin.AdminCommand;
import io.sealcharge.cli.audit.AuditCommand;
import io.sealcharge.cli.card.CardCommand;
import io.sealcharge.cli.hsm.HsmCommand;
import io.sealcharge.cli.platform.CheckConfig;
import io.sealcharge.cli.platform.Serve;
import io.sealcharge.cli.terminal.TerminalCommand;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line {@code ./sealcharge}. */
@Command(
        name = "sealcharge",
        description = "Prepaid recharge vouchers whose PIN never travels or rests in the clear.",
        subcommands = {
            TerminalCommand.class,
            AdminCommand.class,
            HsmCommand.class,
            CardCommand.class,
            AuditCommand.class,
            Serve.class,
            CheckConfig.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "%nExamples:",
            "  ./sealcharge terminal buy --product demo-50",
            "  ./sealcharge audit money",
            "  ./sealcharge help terminal",
            Exit.HELP
        })
public final class Sealcharge {
    private final Console console;

    Sealcharge(Console console) {
        this.console = console;
    }

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print one JSON document, for machines.")
    void setJson(boolean on) {
        console.setJson(on);
    }

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print the stack of a failure.")
    void setDebug(boolean on) {
        console.setDebug(on);
    }

    public static void main(String... arguments) {
        System.exit(commandLine(new Console(System.out, System.err)).execute(arguments));
    }

    /** The whole command line, which prints to {@code console}. */
    public static CommandLine commandLine(Console console) {
        return new CommandLine(new Sealcharge(console), new WithConsole(console))
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Console.isColourful() ? Ansi.ON : Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(110)
                .setExecutionExceptionHandler(new Failures(console));
    }

    /** Makes commands; those that answer take the console. */
    private record WithConsole(Console console) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Console.class) {
                    // Commands are their packages' own affair.
                    constructor.setAccessible(true);
                    return type.cast(constructor.newInstance(console));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
