package io.sealcharge.cli.admin;

import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealcharge admin bar}. */
@Command(
        name = "bar",
        description = "Terminals that may not recharge.",
        mixinStandardHelpOptions = true,
        subcommands = {BarCommand.ListAll.class, BarCommand.Create.class, BarCommand.Lift.class},
        footer = {"%nExamples:", "  ./sealcharge admin bar list"})
final class BarCommand {
    /** {@code sealcharge admin bar list}. */
    @Calls("listBars")
    @Command(
            name = "list",
            description = "Terminals that are barred now.",
            mixinStandardHelpOptions = true,
            footer = {"%nExample:", "  ./sealcharge admin bar list", Exit.HELP})
    static final class ListAll extends AdminAction {
        @Mixin
        private final PageOptions page = new PageOptions();

        @Option(names = "--channel", paramLabel = "ID", description = "Those of one channel only.")
        private @Nullable String channel;

        ListAll(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            return page.of(ApiCall.get("/v1/admin/bars").query("channel", channel));
        }

        @Override
        protected String[] columns() {
            return new String[] {"id", "channel", "terminal", "reason", "barredBy", "barredAt"};
        }
    }

    /** {@code sealcharge admin bar create}. */
    @Calls("barTerminal")
    @Command(
            name = "create",
            description = "Keeps a terminal from recharging until the bar is lifted.",
            mixinStandardHelpOptions = true,
            footer = {"%nExample:", "  ./sealcharge admin bar create demo kiosk-7 --reason 'stolen'", Exit.HELP})
    static final class Create extends AdminAction {
        @Parameters(paramLabel = "CHANNEL", description = "The channel's id.")
        private String channel = "";

        @Parameters(paramLabel = "TERMINAL", description = "The terminal, as it names itself.")
        private String terminal = "";

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the record.")
        private String reason = "";

        Create(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            return ApiCall.of("POST", "/v1/admin/bars")
                    .with(Map.of("channel", channel, "terminal", terminal, "reason", reason));
        }
    }

    /** {@code sealcharge admin bar lift}. */
    @Calls("liftBar")
    @Command(
            name = "lift",
            description = "Lets a barred terminal recharge again.",
            mixinStandardHelpOptions = true,
            footer = {
                "%nExample:",
                "  ./sealcharge admin bar lift 019aabcd-0000-7000-8000-000000000001 --reason 'keyboard mended'",
                Exit.HELP
            })
    static final class Lift extends AdminAction {
        @Parameters(paramLabel = "BAR", description = "The bar's id.")
        private String bar = "";

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the record.")
        private String reason = "";

        Lift(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            return ApiCall.of("POST", "/v1/admin/bars/{}/lift", bar).with(Map.of("reason", reason));
        }
    }
}
