package io.sealcharge.cli.platform;

import io.sealcharge.cli.ConfigOption;
import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.platform.Main;
import io.sealcharge.platform.config.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sealcharge check-config}. */
@Command(
        name = "check-config",
        description = "Checks a configuration as a start would, with the environment's overrides, and starts nothing.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExample:",
            "  ./sealcharge check-config --config /etc/sealcharge/config.yaml",
            "%nExit codes: 0 sound, 2 not: each wrong setting is named with what was expected"
        })
public final class CheckConfig implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    CheckConfig(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<String> problems = problems();
        String file = config.file().toString();
        console.answer(
                Map.of("config", file, "sound", problems.isEmpty(), "problems", problems),
                problems.isEmpty()
                        ? new String[] {file + " is sound"}
                        : Stream.concat(
                                        Stream.of(file + " cannot be used:"),
                                        problems.stream().map(problem -> "  " + problem))
                                .toArray(String[]::new));
        return problems.isEmpty() ? Exit.DONE : Exit.USAGE;
    }

    private List<String> problems() {
        try {
            Main.settings(config.file(), System.getenv());
            return List.of();
        } catch (ConfigurationException wrong) {
            return wrong.problems().stream().map(String::valueOf).toList();
        }
    }
}
