package io.sealcharge.cli.platform;

import io.sealcharge.cli.ConfigOption;
import io.sealcharge.cli.Console;
import io.sealcharge.platform.ExitCode;
import io.sealcharge.platform.Main;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sealcharge serve}. */
@Command(
        name = "serve",
        description = {
            "Runs the platform with a configuration of your own until SIGTERM or SIGINT, then drains and ends.",
            "./run does more: it sets everything up first."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExample:",
            "  ./sealcharge serve --config /etc/sealcharge/config.yaml",
            "%nExit codes: 0 stopped as asked, 2 configuration, 3 database, 4 token, 5 address, 1 a fault of its own"
        })
public final class Serve implements Callable<Integer>, Main.Watcher {
    private final Console console;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    Serve(Console console) {
        this.console = console;
    }

    @Override
    public void phaseEnded(String name, long ms) {
        console.note("  " + name + " " + ms + " ms");
    }

    @Override
    public void ready(String url) {
        console.note("ready: " + url);
    }

    @Override
    public Integer call() {
        Main platform = new Main(this, console.err(), System.getenv());
        Main.stopOnSignals(platform);
        ExitCode code = platform.run("--config", config.file().toString());
        return code.number();
    }
}
