package io.sealcharge.cli.run;

import io.sealcharge.cli.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** What the script {@code ./run} hands over to; its usage stands there. */
@Command(
        name = "run",
        subcommands = {Start.class, DemoCommand.class, Status.class, Stop.class, Reset.class})
public final class Run {
    /** Done. */
    static final int DONE = 0;
    /** A step of the demo or the start failed; nothing runs. */
    static final int FAILED = 1;
    /** Wrong use, or it does not fit the platform that runs. */
    static final int USAGE = 2;

    private Run() {}

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Run())
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    boolean wrongUse = failure instanceof UsageException;
                    System.err.println("run: " + (failure.getMessage() == null ? failure : failure.getMessage()));
                    if (System.getProperty("sealcharge.debug") != null) {
                        failure.printStackTrace();
                    }
                    return wrongUse ? USAGE : FAILED;
                });
    }
}
