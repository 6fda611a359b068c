package io.sealcharge.cli.admin;

import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealcharge admin voucher}. */
@Command(
        name = "voucher",
        description = "Single vouchers.",
        mixinStandardHelpOptions = true,
        subcommands = {VoucherCommand.Show.class, VoucherCommand.Block.class},
        footer = {"%nExamples:", "  ./sealcharge admin voucher show 1000000000000008"})
final class VoucherCommand {
    /** {@code sealcharge admin voucher show}. */
    @Calls("inspectVoucher")
    @Command(
            name = "show",
            description = "State, batch, buyer and history of a voucher; never its PIN.",
            mixinStandardHelpOptions = true,
            footer = {"%nExample:", "  ./sealcharge admin voucher show 1000000000000008", Exit.HELP})
    static final class Show extends AdminAction {
        @Parameters(paramLabel = "SERIAL", description = "The voucher's serial number.")
        private String serialNumber = "";

        Show(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            return ApiCall.get("/v1/admin/vouchers/{}", serialNumber);
        }
    }

    /** {@code sealcharge admin voucher block}. */
    @Calls("blockVoucher")
    @Command(
            name = "block",
            description = "Makes a voucher worthless for ever. No money moves.",
            mixinStandardHelpOptions = true,
            footer = {
                "%nExample:",
                "  ./sealcharge admin voucher block 1000000000000008 --reason 'reported stolen'",
                Exit.HELP
            })
    static final class Block extends AdminAction {
        @Parameters(paramLabel = "SERIAL", description = "The voucher's serial number.")
        private String serialNumber = "";

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the record.")
        private String reason = "";

        Block(Console console) {
            super(console);
        }

        @Override
        protected ApiCall request() {
            return ApiCall.of("POST", "/v1/admin/vouchers/{}/block", serialNumber)
                    .with(Map.of("reason", reason));
        }
    }
}
