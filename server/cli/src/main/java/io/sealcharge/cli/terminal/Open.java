package io.sealcharge.cli.terminal;

import io.sealcharge.cli.Amounts;
import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealcharge terminal open}: the one command that shows a PIN. */
@Command(
        name = "open",
        description = {
            "Opens the vouchers of a purchase, or that of a replacement, with the key in this terminal's store, and shows",
            "their PINs.",
            "Needs no network."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ./sealcharge terminal open order-1",
            "  ./sealcharge terminal open --replacement replace-1",
            Exit.HELP
        })
final class Open implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final TerminalOptions options = new TerminalOptions();

    @Parameters(paramLabel = "REFERENCE", description = "Of the purchase.")
    private String reference = "";

    @Option(names = "--replacement", description = "REFERENCE is that of a replacement.")
    private boolean replacement;

    Open(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Terminal terminal = options.offline()) {
            List<Map<String, Object>> documents = new ArrayList<>();
            List<String> lines = new ArrayList<>();
            List<VoucherSecret> all =
                    replacement ? List.of(terminal.openReplacement(reference)) : terminal.open(reference);
            for (VoucherSecret opened : all) {
                try (VoucherSecret voucher = opened) {
                    // The PIN is shown on purpose: this is the buyer's own screen.
                    String pin = new String(voucher.pin().asciiBytes(), StandardCharsets.US_ASCII);
                    documents.add(document(voucher, pin));
                    lines.add("serial number " + voucher.serialNumber() + "  PIN " + pin + "  "
                            + Amounts.words(voucher.faceValueMinor(), voucher.currency()) + "  expires "
                            + voucher.expiresAt());
                }
            }
            console.answer(Map.of("reference", reference, "vouchers", documents), lines.toArray(String[]::new));
        }
        return Exit.DONE;
    }

    private static Map<String, Object> document(VoucherSecret voucher, String pin) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("serialNumber", voucher.serialNumber());
        document.put("pin", pin);
        document.put("faceValueMinor", voucher.faceValueMinor());
        document.put("currency", voucher.currency());
        document.put("expiresAt", voucher.expiresAt().toString());
        return document;
    }
}
