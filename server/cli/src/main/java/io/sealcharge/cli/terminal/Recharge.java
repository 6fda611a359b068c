package io.sealcharge.cli.terminal;

import io.sealcharge.cli.Amounts;
import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.cli.UsageException;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.KeyManagement;
import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.terminal.Answer;
import io.sealcharge.terminal.Receipt;
import io.sealcharge.terminal.RechargeOrder;
import io.sealcharge.terminal.References;
import io.sealcharge.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sealcharge terminal recharge}. */
@Command(
        name = "recharge",
        description = {
            "Recharges a phone number with a voucher. The PIN travels encrypted to a one-time key of the platform, whose",
            "signature is checked against the pinned keys first, or with the key that this terminal shares with the platform.",
            "A PIN is never taken from the command line, where others could see it."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ./sealcharge terminal recharge --phone +8613800138000 --purchase order-1",
            "  ./sealcharge terminal recharge --phone +8613800138000 --purchase order-1 --serial 1000000000000016",
            "  ./sealcharge terminal recharge --phone +8613800138000 --purchase order-1 --terminal-key",
            "  ./sealcharge terminal recharge --phone +8613800138000 --replacement replace-1",
            "  ./sealcharge terminal recharge --phone +8613800138000 --pin-stdin < pin.txt",
            Exit.HELP
        })
final class Recharge implements Callable<Integer> {
    private static final int LONGEST_LINE = 64;

    private final Console console;

    @Mixin
    private final TerminalOptions options = new TerminalOptions();

    @Mixin
    private final KeyChoice choice = new KeyChoice();

    @Option(names = "--phone", required = true, paramLabel = "NUMBER", description = "The number to recharge, E.164.")
    private String phoneNumber = "";

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(names = "--serial", paramLabel = "NUMBER", description = "Which voucher of a purchase of several.")
    private @Nullable String serialNumber;

    @Option(
            names = "--reference",
            paramLabel = "REF",
            description = "The recharge's id, unique for ever (default: new).")
    private @Nullable String reference;

    Recharge(Console console) {
        this.console = console;
    }

    /** Where the PIN comes from. */
    private static final class Source {
        @Option(
                names = "--purchase",
                paramLabel = "REF",
                required = true,
                description = "A purchase of this terminal, whose voucher is opened.")
        private @Nullable String purchase;

        @Option(
                names = "--replacement",
                paramLabel = "REF",
                required = true,
                description = "A replacement of this terminal, whose voucher is opened.")
        private @Nullable String replacement;

        @Option(names = "--pin-stdin", required = true, description = "Read the PIN from standard input.")
        private boolean standardInput;
    }

    @Override
    public Integer call() throws IOException {
        KeyManagement encryption = choice.encryption();
        if (encryption == KeyEncryption.RSA_OAEP_256) {
            throw new UsageException("--alg must be ECDH-ES or ECDH-ES+A256KW for a recharge");
        }
        String id = reference == null ? References.next() : reference;
        try (Terminal terminal = options.connect();
                Pin pin = pin(terminal)) {
            if (reference == null) {
                console.note("reference " + id);
            }
            Answer<io.sealcharge.terminal.Recharge> answer =
                    terminal.recharge(new RechargeOrder(id, phoneNumber, encryption), pin);
            console.answer(Documents.of(answer.value()), line(answer.value()));
            if (answer.value().isPending()) {
                console.note(
                        "what becomes of it is not yet known: the same command with --reference " + id + " finds out");
                return Exit.UNKNOWN;
            }
        }
        return Exit.DONE;
    }

    private Pin pin(Terminal terminal) throws IOException {
        String purchase = source.purchase;
        String replacement = source.replacement;
        if (replacement != null) {
            return opened(List.of(terminal.openReplacement(replacement)));
        }
        return source.standardInput || purchase == null ? readPin(System.in) : opened(terminal.open(purchase));
    }

    private Pin opened(List<VoucherSecret> vouchers) {
        try {
            List<VoucherSecret> chosen = vouchers.stream()
                    .filter(voucher ->
                            serialNumber == null || voucher.serialNumber().equals(serialNumber))
                    .toList();
            if (chosen.size() != 1) {
                throw new UsageException(
                        chosen.isEmpty()
                                ? "the purchase has no voucher of that serial number"
                                : "the purchase has " + chosen.size() + " vouchers: name one by --serial");
            }
            return new Pin(chosen.getFirst().pin().asciiBytes());
        } finally {
            vouchers.forEach(VoucherSecret::close);
        }
    }

    private static Pin readPin(InputStream in) throws IOException {
        byte[] typed = in.readNBytes(LONGEST_LINE);
        int length = 0;
        while (length < typed.length && typed[length] >= '0' && typed[length] <= '9') {
            length++;
        }
        byte[] digits = new byte[length];
        System.arraycopy(typed, 0, digits, 0, length);
        try {
            return new Pin(digits);
        } finally {
            Arrays.fill(typed, (byte) 0);
            Arrays.fill(digits, (byte) 0);
        }
    }

    private static String line(io.sealcharge.terminal.Recharge recharge) {
        Receipt receipt = recharge.receipt();
        return receipt == null
                ? recharge.status()
                : recharge.status() + ": " + receipt.phoneNumber() + " recharged with "
                        + Amounts.words(receipt.amountMinor(), receipt.currency()) + " at " + receipt.redeemedAt();
    }
}
