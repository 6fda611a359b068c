package io.sealcharge.cli.admin;

import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealcharge admin channel}. */
@Command(
        name = "channel",
        description = "Who may buy: keys, scopes, suspension.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ChannelCommand.ListAll.class,
            ChannelCommand.Show.class,
            ChannelCommand.Put.class,
            ChannelCommand.Suspend.class,
            ChannelCommand.Resume.class
        },
        footer = {"%nExamples:", "  ./sealcharge admin channel list"})
final class ChannelCommand {
    /** {@code sealcharge admin channel list}. */
    @Calls("listChannels")
    @Command(
            name = "list",
            description = "All channels, suspended or not.",
            mixinStandardHelpOptions = true,
            footer = {"%nExample:", "  ./sealcharge admin channel list", Exit.HELP})
    static final class ListAll extends AdminAction {
        @Mixin
        private final PageOptions page = new PageOptions();

        ListAll(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            return page.of(ApiCall.get("/v1/admin/channels"));
        }

        @Override
        protected String[] columns() {
            return new String[] {"id", "name", "active", "allProducts", "scopes"};
        }
    }

    /** {@code sealcharge admin channel show}. */
    @Calls("getChannel")
    @Command(
            name = "show",
            description = "A channel with its keys, terms and accounts.",
            mixinStandardHelpOptions = true,
            footer = {"%nExample:", "  ./sealcharge admin channel show demo", Exit.HELP})
    static final class Show extends AdminAction {
        @Parameters(paramLabel = "CHANNEL", description = "The channel's id.")
        private String channel = "";

        Show(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            return ApiCall.get("/v1/admin/channels/{}", channel);
        }
    }

    /** {@code sealcharge admin channel put}. */
    @Calls("putChannel")
    @Command(
            name = "put",
            description = {
                "Makes a channel, or changes it to what is said here. With --key, exactly the keys given verify its assertions from",
                "now on; without, its keys stay."
            },
            mixinStandardHelpOptions = true,
            footer = {
                "%nExample:",
                "  ./sealcharge admin channel put north --name 'North' --scope products:read --scope vouchers:buy \\",
                "      --key north-public.jwk",
                Exit.HELP
            })
    static final class Put extends AdminAction {
        @Parameters(paramLabel = "CHANNEL", description = "The channel's id.")
        private String channel = "";

        @Option(names = "--name", required = true, paramLabel = "TEXT", description = "Its name for people.")
        private String name = "";

        @Option(
                names = "--scope",
                required = true,
                split = ",",
                paramLabel = "SCOPE",
                description = "What its tokens may permit; several times, or with commas between.")
        private List<String> scopes = List.of();

        @Option(
                names = "--key",
                paramLabel = "FILE.jwk",
                description =
                        "A public key of the channel, JWK; several times. Of a private one, the public part is sent.")
        private List<Path> keys = List.of();

        @Option(names = "--listed-products-only", description = "It may buy only what it has terms for.")
        private boolean listed;

        Put(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("name", name);
            body.put("scopes", scopes);
            body.put("allProducts", !listed);
            if (!keys.isEmpty()) {
                body.put("keys", keys.stream().map(PublicKeyFile::read).toList());
            }
            return ApiCall.of("PUT", "/v1/admin/channels/{}", channel).with(body);
        }
    }

    /** {@code sealcharge admin channel suspend}. */
    @Calls("suspendChannel")
    @Command(
            name = "suspend",
            description = "Stops a channel at once, tokens given before included.",
            mixinStandardHelpOptions = true,
            footer = {"%nExample:", "  ./sealcharge admin channel suspend north --reason 'invoice 17 unpaid'", Exit.HELP
            })
    static final class Suspend extends AdminAction {
        @Parameters(paramLabel = "CHANNEL", description = "The channel's id.")
        private String channel = "";

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the record.")
        private String reason = "";

        Suspend(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            return ApiCall.of("PUT", "/v1/admin/channels/{}/suspension", channel)
                    .with(Map.of("reason", reason));
        }
    }

    /** {@code sealcharge admin channel resume}. */
    @Calls("resumeChannel")
    @Command(
            name = "resume",
            description = "Ends the suspension of a channel.",
            mixinStandardHelpOptions = true,
            footer = {"%nExample:", "  ./sealcharge admin channel resume north", Exit.HELP})
    static final class Resume extends AdminAction {
        @Parameters(paramLabel = "CHANNEL", description = "The channel's id.")
        private String channel = "";

        Resume(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            return ApiCall.of("DELETE", "/v1/admin/channels/{}/suspension", channel);
        }
    }
}
